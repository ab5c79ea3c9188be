package constructs

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
)

// Target is what may be called: a URL, the audience its callers state, and a
// list of who is let in.
type Target interface {
	constructs.Construct
	// Url returns the target's URL, without a path.
	Url() *string
	// Audience returns what a caller's ID token has to name as its audience:
	// the URL, also for calls to the URL of a traffic tag.
	Audience() *string
	// GrantInvoke lets a principal call the target, and returns the IAM
	// resource that does so, for whatever has to wait for it. Granting twice is
	// granting once. Grants may come at any time before synthesis.
	GrantInvoke(principal Principal) cdktf.ITerraformDependable

	// place returns the project, nil for the provider's, and the region.
	place() (project, location *string)
	// timeout returns how long a request may take, and false when that is not
	// known before the target is looked up.
	timeout() (text string, known bool)
	// checkAudience returns what is wrong with a token for the audience, as far
	// as that can be told at synth.
	checkAudience(audience string) error
}
