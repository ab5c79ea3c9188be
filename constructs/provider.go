package constructs

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-google-go/google/v16/provider"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/tandem-iac/tandem/internal/gcp"
)

// NewGoogleProvider configures the google provider of a stack, and lets the
// stack use its current releases: the bindings by themselves ask for exactly
// the old one that they were generated from.
func NewGoogleProvider(scope constructs.Construct, id *string, config *provider.GoogleProviderConfig) provider.GoogleProvider {
	google := provider.NewGoogleProvider(scope, id, config)
	cdktf.TerraformStack_Of(scope).AddOverride(jsii.String("terraform.required_providers.google"), map[string]any{
		"source":  gcp.ProviderSource,
		"version": gcp.ProviderVersions,
	})
	return google
}
