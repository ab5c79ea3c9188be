package constructs

import (
	"strings"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-google-go/google/v16/projectservice"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
)

// ApisConfig names the Google APIs that a project needs.
type ApisConfig struct {
	// Services are their names, as in "run.googleapis.com". Required.
	Services *[]*string
	// Project that needs them. Default: the provider's.
	Project *string
}

// Apis are Google APIs enabled in a project. They stay enabled when the stack
// is destroyed: other things in the project may use them.
type Apis interface {
	constructs.Construct
	// Enabled returns what has to be waited for before the named APIs can be
	// used: nothing for one that is not enabled here.
	Enabled(services ...string) *[]cdktf.ITerraformDependable
}

type apis struct {
	constructs.Construct
	enabled map[string]cdktf.ITerraformDependable
}

// NewApis enables Google APIs in a project.
//
// https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_project_service
func NewApis(scope constructs.Construct, id *string, config *ApisConfig) Apis {
	a := &apis{enabled: map[string]cdktf.ITerraformDependable{}}
	attach(a, scope, id)
	if config == nil || config.Services == nil {
		return a
	}
	for _, api := range *config.Services {
		resource := projectservice.NewProjectService(a, api, &projectservice.ProjectServiceConfig{
			Service:          api,
			Project:          config.Project,
			DisableOnDestroy: false,
		})
		resource.OverrideLogicalId(jsii.String(strings.ReplaceAll(value(api), ".", "_")))
		a.enabled[value(api)] = resource
	}
	return a
}

func (a *apis) Enabled(services ...string) *[]cdktf.ITerraformDependable {
	var resources []cdktf.ITerraformDependable
	for _, service := range services {
		if resource, enabled := a.enabled[service]; enabled {
			resources = append(resources, resource)
		}
	}
	if resources == nil {
		return nil
	}
	return &resources
}
