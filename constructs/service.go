package constructs

import (
	"errors"
	"fmt"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-google-go/google/v16/cloudrunv2service"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/tandem-iac/tandem/internal/gcp"
)

// Who may call a service.
const (
	// AccessPrivate lets in who was granted, and nobody else.
	AccessPrivate = "private"
	// AccessPublic lets in everybody.
	AccessPublic = "public"
)

// ServiceConfig describes a Cloud Run service.
type ServiceConfig struct {
	// Name of the service: at most 49 lower-case letters, digits and hyphens.
	// Default: the construct's id.
	Name *string
	// Location is the region, as in "us-central1". Required.
	Location *string
	// Project has the service and its account. Default: the provider's.
	Project *string
	// Image is the container to run. Required.
	Image *string
	// Description is free text.
	Description *string
	// Access is AccessPrivate or AccessPublic. Default: AccessPrivate.
	Access *string
	// Env are environment variables of the container. Those that hold the URLs
	// of other targets are added by Call.
	Env *map[string]*string
	// Timeout of a request, "1s" to "3600s". Default: Google's, "300s".
	Timeout *string
	// MinInstances are kept running, 0 or more. Default: Google's, 0.
	MinInstances *float64
	// MaxInstances are run at the most, 1 or more. Default: Google's.
	MaxInstances *float64
	// CustomAudiences are accepted in callers' tokens besides the URL: https
	// URLs without query or fragment.
	CustomAudiences *[]*string
	// Labels of the service.
	Labels *map[string]*string
	// DeletionProtection keeps Terraform from destroying the service. Default:
	// true.
	DeletionProtection *bool
	// Identity is what the service runs as. Default: an account of its own,
	// made as IdentityConfig says.
	Identity Identity
	// IdentityConfig describes the account that is made for the service, or
	// names one to adopt. Default: an account named after the service.
	IdentityConfig *IdentityConfig
	// DependsOn are created first, such as the Cloud Run API being enabled.
	DependsOn *[]cdktf.ITerraformDependable
}

// Validate returns what is wrong with the config, nil when nothing is.
func (c *ServiceConfig) Validate() []Problem {
	var p problems
	p.text("name", c.Name, gcp.ServiceName)
	p.required("location", c.Location, gcp.Region)
	p.text("project", c.Project, gcp.ProjectID)
	p.required("image", c.Image, gcp.Image)
	p.text("description", c.Description, gcp.ServiceDescription)
	p.text("access", c.Access, gcp.OneOf(AccessPrivate, AccessPublic))
	p.texts("env", c.Env, gcp.EnvName, gcp.EnvValue)
	p.duration("timeout", c.Timeout, gcp.RequestTimeout)
	p.number("min_instances", c.MinInstances, gcp.MinInstances)
	p.number("max_instances", c.MaxInstances, gcp.MaxInstances)
	if least, most := c.MinInstances, c.MaxInstances; least != nil && most != nil && !numberToken(*least) && !numberToken(*most) && *least > *most {
		p.add("min_instances", fmt.Errorf("given %v; allowed: at most max_instances, %v", *least, *most))
	}
	if c.CustomAudiences != nil {
		for i, audience := range *c.CustomAudiences {
			p.text(fmt.Sprintf("custom_audiences[%d]", i), audience, gcp.Audience)
		}
	}
	p.texts("labels", c.Labels, gcp.LabelKey, gcp.LabelValue)
	if c.Identity != nil && c.IdentityConfig != nil {
		p.add("identity", errOneIdentity)
	}
	return p
}

var errOneIdentity = errors.New("given twice; allowed: an Identity or an IdentityConfig; leave one of the two out")

// Service is a Cloud Run service. It is a [Target], and a caller of others.
//
// https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/cloud_run_v2_service
type Service interface {
	Target
	// Identity returns what the service runs and calls as.
	Identity() Identity
	// Call lets this service call a target, and hands it the target's URL in
	// the environment variable env.
	Call(target Target, env *string)
	// Resource returns the google_cloud_run_v2_service, for whatever is not
	// modelled here: what AddOverride sets stays. The template is rewritten by
	// Call.
	Resource() cloudrunv2service.CloudRunV2Service
}

type service struct {
	constructs.Construct
	config   *ServiceConfig
	env      map[string]*string
	identity Identity
	resource cloudrunv2service.CloudRunV2Service
	url      *string
	invokers *invokerPolicy
	ledger   *ledger
}

// NewService makes a Cloud Run service that runs as an identity of its own and
// lets in exactly who was granted.
func NewService(scope constructs.Construct, id *string, config *ServiceConfig) Service {
	filled := ServiceConfig{}
	if config != nil {
		filled = *config
	}
	filled.Name = or(filled.Name, value(id))
	config = &filled
	s := &service{config: config, env: map[string]*string{}}
	attach(s, scope, id)
	s.ledger = ledgerOf(s)
	s.ledger.report(s, config.Validate()...)

	s.ledger.claim(s, "name", "service", config.Name, config.Project, config.Location)
	s.resource = cloudrunv2service.NewCloudRunV2Service(s, jsii.String("Default"), &cloudrunv2service.CloudRunV2ServiceConfig{
		Name:               config.Name,
		Location:           or(config.Location, ""),
		Project:            config.Project,
		Description:        config.Description,
		CustomAudiences:    config.CustomAudiences,
		Labels:             config.Labels,
		DeletionProtection: or(config.DeletionProtection, true),
		Template:           &cloudrunv2service.CloudRunV2ServiceTemplate{},
		DependsOn:          config.DependsOn,
	})
	logicalID := s.resource.FriendlyUniqueId()
	s.identity = ownIdentity(s, s.ledger, config.Identity, config.IdentityConfig, ownAccount{
		id:        gcp.AccountIDFor(literalOr(config.Name, id)),
		project:   config.Project,
		dependsOn: config.DependsOn,
		logicalID: logicalID,
	})
	if config.Env != nil {
		for key, text := range *config.Env {
			s.env[key] = text
		}
	}
	s.putTemplate()

	s.url = s.resource.Uri()
	s.invokers = newInvokerPolicy(s, logicalID, runService{
		project: s.resource.Project(), location: s.resource.Location(), name: s.resource.Name(),
	})
	if s.public() {
		s.GrantInvoke(AllUsers())
	}
	return s
}

// ownAccount is what an account that is made for a resource takes from it.
type ownAccount struct {
	id        string // its account id where the config names none
	project   *string
	dependsOn *[]cdktf.ITerraformDependable
	logicalID *string
}

// ownIdentity returns the given identity, or makes one for a resource.
func ownIdentity(scope constructs.Construct, ledger *ledger, given Identity, config *IdentityConfig, own ownAccount) Identity {
	if given != nil {
		return given
	}
	account := IdentityConfig{}
	if config != nil {
		account = *config
	}
	if account.Email == nil {
		account.AccountId = or(account.AccountId, own.id)
		if account.Project == nil {
			account.Project = own.project
		}
		if account.DependsOn == nil {
			account.DependsOn = own.dependsOn
		}
	}
	return newIdentity(scope, ledger, jsii.String(ownIdentityID), &account, own.logicalID)
}

// ownIdentityID is the id, within a service or a job, of the account that is
// its own.
const ownIdentityID = "identity"

// putTemplate writes the revision template with all that is known so far.
func (s *service) putTemplate() {
	container := &cloudrunv2service.CloudRunV2ServiceTemplateContainers{Image: or(s.config.Image, "")}
	var env []*cloudrunv2service.CloudRunV2ServiceTemplateContainersEnv
	for _, key := range sortedKeys(s.env) {
		env = append(env, &cloudrunv2service.CloudRunV2ServiceTemplateContainersEnv{Name: jsii.String(key), Value: s.env[key]})
	}
	if env != nil {
		container.Env = env
	}
	template := &cloudrunv2service.CloudRunV2ServiceTemplate{
		ServiceAccount: s.identity.Email(),
		Timeout:        s.config.Timeout,
		Containers:     []*cloudrunv2service.CloudRunV2ServiceTemplateContainers{container},
	}
	if s.config.MinInstances != nil || s.config.MaxInstances != nil {
		template.Scaling = &cloudrunv2service.CloudRunV2ServiceTemplateScaling{
			MinInstanceCount: s.config.MinInstances,
			MaxInstanceCount: s.config.MaxInstances,
		}
	}
	s.resource.PutTemplate(template)
}

func (s *service) Call(target Target, env *string) {
	if err := s.checkCall(target, env); err != nil {
		s.ledger.report(s, Problem{"calls", err})
		return
	}
	target.GrantInvoke(s.identity)
	s.env[*env] = target.Url()
	s.putTemplate()
}

// checkCall returns what is wrong with calling a target through an environment
// variable.
func (s *service) checkCall(target Target, env *string) error {
	if target == nil || env == nil {
		return errors.New("nil given; allowed: a Target and the environment variable that receives its URL")
	}
	if err := gcp.EnvName.Check(*env); err != nil {
		return err
	}
	if other, ok := target.(*service); ok && other == s {
		return errors.New("a service cannot receive its own URL: Terraform would have to know it before it exists")
	}
	if _, given := s.env[*env]; given {
		return fmt.Errorf("the environment variable %s has a value already; choose another name", *env)
	}
	return nil
}

func (s *service) GrantInvoke(principal Principal) cdktf.ITerraformDependable {
	if err := checkPrincipal(principal, s.public()); err != nil {
		s.ledger.report(s, Problem{"invokers", err})
		return s.invokers.policy
	}
	return s.invokers.grant(principal)
}

func (s *service) public() bool { return value(s.config.Access) == AccessPublic }

func (s *service) Url() *string                                  { return s.url }
func (s *service) Audience() *string                             { return s.url }
func (s *service) Identity() Identity                            { return s.identity }
func (s *service) Resource() cloudrunv2service.CloudRunV2Service { return s.resource }
func (s *service) place() (project, location *string)            { return s.config.Project, s.config.Location }

func (s *service) timeout() (string, bool) {
	if s.config.Timeout == nil {
		return "", true
	}
	return literal(s.config.Timeout)
}

func (s *service) checkAudience(audience string) error {
	var custom []string
	if s.config.CustomAudiences != nil {
		for _, accepted := range *s.config.CustomAudiences {
			text, known := literal(accepted)
			if !known {
				return gcp.Audience.Check(audience)
			}
			custom = append(custom, text)
		}
	}
	return gcp.CheckAudience(audience, custom)
}
