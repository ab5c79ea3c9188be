package constructs

import (
	"errors"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-google-go/google/v16/serviceaccount"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/tandem-iac/tandem/internal/gcp"
)

// IdentityConfig describes a service account: one to be made, or with Email
// one that exists.
type IdentityConfig struct {
	// Email adopts an existing service account. The other fields stay empty
	// then. The default service accounts of Compute Engine and App Engine are
	// refused.
	Email *string
	// AccountId is the part of the email before the @: 6 to 30 lower-case
	// letters, digits and hyphens. Default: the construct's id, made to fit.
	AccountId *string
	// DisplayName is the account's title, at most 100 bytes. Default: the
	// AccountId.
	DisplayName *string
	// Description says what the account is for, at most 256 bytes.
	Description *string
	// Project has the account. Default: the provider's.
	Project *string
	// DependsOn are created first, such as the IAM API being enabled.
	DependsOn *[]cdktf.ITerraformDependable
}

// Validate returns what is wrong with the config, nil when nothing is.
func (c *IdentityConfig) Validate() []Problem {
	var p problems
	if c.Email != nil {
		p.text("email", c.Email, gcp.ServiceAccountEmail)
		for _, field := range []struct {
			name  string
			given *string
		}{{"account_id", c.AccountId}, {"display_name", c.DisplayName}, {"description", c.Description}} {
			if field.given != nil {
				p.add(field.name, errors.New("given together with email; an adopted account is described where it is managed; leave one of the two out"))
			}
		}
		return p
	}
	p.text("account_id", c.AccountId, gcp.AccountID)
	p.text("display_name", c.DisplayName, gcp.DisplayName)
	p.text("description", c.Description, gcp.Description)
	p.text("project", c.Project, gcp.ProjectID)
	return p
}

// Identity is a service account that something runs or calls as. It is a
// [Principal].
type Identity interface {
	constructs.Construct
	Principal
	// Email returns the account's email.
	Email() *string
	// Resource returns the google_service_account, nil for an adopted account.
	Resource() serviceaccount.ServiceAccount
}

type identity struct {
	constructs.Construct
	email, member *string
	resource      serviceaccount.ServiceAccount
}

// NewIdentity makes a service account, or adopts the one of config.Email.
//
// https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_service_account
func NewIdentity(scope constructs.Construct, id *string, config *IdentityConfig) Identity {
	return newIdentity(scope, nil, id, config, nil)
}

// newIdentity is NewIdentity with the ledger, where that has been looked up, and
// with the logical id of another resource, for an account that belongs to it.
func newIdentity(scope constructs.Construct, ledger *ledger, id *string, config *IdentityConfig, logicalID *string) *identity {
	if config == nil {
		config = &IdentityConfig{}
	}
	i := &identity{}
	attach(i, scope, id)
	if ledger == nil {
		ledger = ledgerOf(i)
	}
	ledger.report(i, config.Validate()...)

	if config.Email != nil {
		i.email, i.member = config.Email, jsii.String("serviceAccount:"+*config.Email)
		return i
	}
	accountID := or(config.AccountId, gcp.AccountIDFor(value(id)))
	ledger.claim(i, "account_id", "account", accountID, config.Project)
	i.resource = serviceaccount.NewServiceAccount(i, jsii.String("Default"), &serviceaccount.ServiceAccountConfig{
		AccountId:   accountID,
		DisplayName: or(config.DisplayName, *accountID),
		Description: config.Description,
		Project:     config.Project,
		DependsOn:   config.DependsOn,
	})
	if logicalID != nil {
		i.resource.OverrideLogicalId(logicalID)
	}
	i.email, i.member = i.resource.Email(), i.resource.Member()
	return i
}

func (i *identity) Email() *string                          { return i.email }
func (i *identity) Member() *string                         { return i.member }
func (i *identity) Resource() serviceaccount.ServiceAccount { return i.resource }
