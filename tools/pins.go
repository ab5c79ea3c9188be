package main

import "github.com/tandem-iac/tandem/tools/internal/gobuild"

// What is built. The versions are those of the go.mod in the folder that
// Module names; the linker flags are those of each program's own releases.
var (
	google = gobuild.Pin{
		Name:    "the google provider",
		Version: "7.39.0",
		Module:  "google",
		Package: "github.com/hashicorp/terraform-provider-google",
		LDFlags: "-s -w -X github.com/hashicorp/terraform-provider-google/version.ProviderVersion=7.39.0",
		Takes:   "5 to 10 minutes on 2 cores",
	}
	opentofu = gobuild.Pin{
		Name:    "OpenTofu",
		Version: "1.10.6",
		Module:  "opentofu",
		Package: "github.com/opentofu/opentofu/cmd/tofu",
		LDFlags: "-s -w -X github.com/opentofu/opentofu/version.dev=no",
		Takes:   "4 to 8 minutes on 2 cores",
	}
	staticcheck = gobuild.Pin{
		Name:    "staticcheck",
		Version: "0.7.0",
		Module:  "staticcheck",
		Package: "honnef.co/go/tools/cmd/staticcheck",
		LDFlags: "-s -w",
		Takes:   "about a minute on 2 cores",
	}
)
