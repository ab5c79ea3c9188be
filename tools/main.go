// Command tools builds the programs of others that Tandem works with: the
// google provider, a Terraform-compatible command, and staticcheck.
//
// Each is pinned by a Go module beside this file (google/, opentofu/,
// staticcheck/), downloaded from the Go module proxy, checked against the
// committed go.sum, built once, and kept in the user's cache folder, where
// every clone finds it.
//
// Standard output carries the path that was asked for and nothing else. The
// exit code is 0 when all is well, 1 when a build failed, 2 on wrong usage.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
