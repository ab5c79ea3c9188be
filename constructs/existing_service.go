package constructs

import (
	"fmt"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-google-go/google/v16/datagooglecloudrunv2service"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/tandem-iac/tandem/internal/gcp"
)

// ExistingServiceConfig names a Cloud Run service that is managed elsewhere.
type ExistingServiceConfig struct {
	// Name of the service. Required.
	Name *string
	// Location is the region, as in "us-central1". Required.
	Location *string
	// Project has the service. Default: the provider's.
	Project *string
	// ServiceAccount is the email of the account that the service is expected
	// to run as. Where it is given, a plan fails when the service runs as
	// another.
	ServiceAccount *string
}

// Validate returns what is wrong with the config, nil when nothing is.
func (c *ExistingServiceConfig) Validate() []Problem {
	var p problems
	p.required("existing", c.Name, gcp.ServiceName)
	p.required("location", c.Location, gcp.Region)
	p.text("project", c.Project, gcp.ProjectID)
	p.text("service_account", c.ServiceAccount, gcp.ServiceAccountEmail)
	return p
}

// ExistingService is a Cloud Run service that is managed elsewhere and only
// called from here. It is a [Target]. Callers are added to its invokers one by
// one, as google_cloud_run_v2_service_iam_member: whoever else is on the list
// stays there.
type ExistingService interface {
	Target
	// Resource returns the data source that looks the service up.
	Resource() datagooglecloudrunv2service.DataGoogleCloudRunV2Service
}

type existingService struct {
	constructs.Construct
	config   *ExistingServiceConfig
	resource datagooglecloudrunv2service.DataGoogleCloudRunV2Service
	url      *string
	invokers *invokerMembers
	ledger   *ledger
}

// NewExistingService looks up a Cloud Run service by its name.
//
// https://registry.terraform.io/providers/hashicorp/google/latest/docs/data-sources/cloud_run_v2_service
func NewExistingService(scope constructs.Construct, id *string, config *ExistingServiceConfig) ExistingService {
	if config == nil {
		config = &ExistingServiceConfig{}
	}
	s := &existingService{config: config}
	attach(s, scope, id)
	s.ledger = ledgerOf(s)
	s.ledger.report(s, config.Validate()...)

	s.resource = datagooglecloudrunv2service.NewDataGoogleCloudRunV2Service(s, jsii.String("Default"), &datagooglecloudrunv2service.DataGoogleCloudRunV2ServiceConfig{
		Name:      or(config.Name, ""),
		Location:  config.Location,
		Project:   config.Project,
		Lifecycle: s.expectations(),
	})
	s.url = s.resource.Uri()
	s.invokers = newInvokerMembers(s, runService{project: s.config.Project, location: s.config.Location, name: s.resource.Name()})
	return s
}

// expectations are what has to hold of the service when it has been looked up.
func (s *existingService) expectations() *cdktf.TerraformResourceLifecycle {
	if s.config.ServiceAccount == nil {
		return nil
	}
	return &cdktf.TerraformResourceLifecycle{Postcondition: &[]*cdktf.Postcondition{{
		Condition: jsii.String(fmt.Sprintf(`${self.template[0].service_account == %q}`, *s.config.ServiceAccount)),
		ErrorMessage: jsii.String(fmt.Sprintf("The service %s runs as ${self.template[0].service_account}, and not as %s.",
			value(s.config.Name), *s.config.ServiceAccount)),
	}}}
}

func (s *existingService) GrantInvoke(principal Principal) cdktf.ITerraformDependable {
	if err := checkPrincipal(principal, false); err != nil {
		s.ledger.report(s, Problem{"invokers", err})
		return s.resource
	}
	return s.invokers.grant(principal)
}

func (s *existingService) Url() *string      { return s.url }
func (s *existingService) Audience() *string { return s.url }
func (s *existingService) Resource() datagooglecloudrunv2service.DataGoogleCloudRunV2Service {
	return s.resource
}
func (s *existingService) place() (project, location *string) {
	return s.config.Project, s.config.Location
}
func (s *existingService) timeout() (string, bool) { return "", false }

// checkAudience accepts any: the custom audiences are set elsewhere.
func (s *existingService) checkAudience(audience string) error { return gcp.Audience.Check(audience) }
