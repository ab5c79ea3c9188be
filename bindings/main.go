// Command bindings generates the Go bindings of Terraform providers for a CDKTF
// project, pruned to the packages that the project imports.
//
// A prebuilt provider such as github.com/cdktf/cdktf-provider-google-go has
// bindings for all of its resources: hundreds of megabytes, minutes to generate,
// seconds to compile and load. This command reads which of its packages the Go
// sources import, takes those out of the provider's npm original, generates Go
// from them with jsii-pacmak into a folder that git ignores, and points a go.work
// at it. The go.mod keeps requiring the published module.
//
// The steps are in update.go; each package below internal knows one thing that
// they need.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the second signal ends the process at once
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}
