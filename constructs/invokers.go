package constructs

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-google-go/google/v16/cloudrunv2serviceiammember"
	"github.com/cdktf/cdktf-provider-google-go/google/v16/cloudrunv2serviceiampolicy"
	"github.com/cdktf/cdktf-provider-google-go/google/v16/datagoogleiampolicy"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/tandem-iac/tandem/internal/gcp"
)

// runService is the Cloud Run service that a list of invokers belongs to.
type runService struct{ project, location, name *string }

// checkPrincipal returns what is wrong with letting a principal in.
func checkPrincipal(principal Principal, public bool) error {
	if principal == nil {
		return fmt.Errorf("nil given; allowed: a Principal")
	}
	text, known := literal(principal.Member())
	if !known {
		return nil
	}
	return gcp.CheckInvoker(text, public)
}

// invokerPolicy is the whole list of who may call a service. What is not on it
// is taken away when Terraform applies.
//
// https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/cloud_run_v2_service_iam
type invokerPolicy struct {
	members []*string
	granted map[string]bool
	data    datagoogleiampolicy.DataGoogleIamPolicy
	policy  cloudrunv2serviceiampolicy.CloudRunV2ServiceIamPolicy
}

func newInvokerPolicy(scope constructs.Construct, logicalID *string, service runService) *invokerPolicy {
	p := &invokerPolicy{granted: map[string]bool{}}
	p.data = datagoogleiampolicy.NewDataGoogleIamPolicy(scope, jsii.String("invokers"), &datagoogleiampolicy.DataGoogleIamPolicyConfig{})
	p.data.OverrideLogicalId(logicalID)
	p.policy = cloudrunv2serviceiampolicy.NewCloudRunV2ServiceIamPolicy(scope, jsii.String("policy"), &cloudrunv2serviceiampolicy.CloudRunV2ServiceIamPolicyConfig{
		Project:    service.project,
		Location:   service.location,
		Name:       service.name,
		PolicyData: p.data.PolicyData(),
	})
	p.policy.OverrideLogicalId(logicalID)
	return p
}

// grant adds a principal to the list.
func (p *invokerPolicy) grant(principal Principal) cdktf.ITerraformDependable {
	if member := principal.Member(); !p.granted[*member] {
		p.granted[*member] = true
		p.members = append(p.members, member)
		p.data.PutBinding([]*datagoogleiampolicy.DataGoogleIamPolicyBinding{{
			Role:    jsii.String(gcp.RoleRunInvoker),
			Members: &p.members,
		}})
	}
	return p.policy
}

// invokerMembers adds callers to the list of a service that is managed
// elsewhere, one by one, and leaves the rest of that list alone.
//
// https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/cloud_run_v2_service_iam
type invokerMembers struct {
	scope   constructs.Construct
	service runService
	granted map[string]cdktf.ITerraformDependable
}

func newInvokerMembers(scope constructs.Construct, service runService) *invokerMembers {
	return &invokerMembers{scope: scope, service: service, granted: map[string]cdktf.ITerraformDependable{}}
}

// grant adds a principal to the list.
func (m *invokerMembers) grant(principal Principal) cdktf.ITerraformDependable {
	member := principal.Member()
	if existing, granted := m.granted[*member]; granted {
		return existing
	}
	resource := cloudrunv2serviceiammember.NewCloudRunV2ServiceIamMember(m.scope, jsii.String(m.id(principal)), &cloudrunv2serviceiammember.CloudRunV2ServiceIamMemberConfig{
		Project:  m.service.project,
		Location: m.service.location,
		Name:     m.service.name,
		Role:     jsii.String(gcp.RoleRunInvoker),
		Member:   member,
	})
	m.granted[*member] = resource
	return resource
}

var notInID = regexp.MustCompile(`[^A-Za-z0-9-]+`)

// id is the id of the resource that lets a principal in. It depends on who
// that is and not on the order of grants, so that addresses stay.
func (m *invokerMembers) id(principal Principal) string {
	if identity, ok := principal.(Identity); ok {
		_, path, _ := strings.Cut(*identity.Node().Path(), "/") // without the stack's name
		return "invoker_" + strings.ReplaceAll(strings.TrimSuffix(path, "/"+ownIdentityID), "/", ".")
	}
	if text, known := literal(principal.Member()); known {
		return "invoker_" + notInID.ReplaceAllString(text, "_")
	}
	return fmt.Sprintf("invoker_%d", len(m.granted)+1)
}
