// Command platform-team is the CDKTF app of a platform team: a pair of services
// from Tandem, within a stack of the team's own.
package main

import (
	"fmt"
	"os"

	"github.com/hashicorp/terraform-cdk-go/cdktf"
	"github.com/tandem-iac/tandem/constructs"
)

func main() {
	err := constructs.Synthesize(func(app cdktf.App) error {
		NewShop(app, "shop", ShopConfig{Project: "platform-team", Region: "europe-west1"})
		return nil
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
