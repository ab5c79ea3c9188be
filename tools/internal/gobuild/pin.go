// Package gobuild builds programs that a Go module pins, with the go command
// of the machine and nothing else: no workspace, no cgo, no settings of the
// user's that would change what comes out.
package gobuild

import (
	"os"
	"strings"
)

// Pin is a program of others at one version, and the Go module that pins it.
type Pin struct {
	// Name is what people call the program, Version what it calls itself.
	Name, Version string
	// Module is the folder of a Go module that requires the program's module
	// and has a complete go.sum.
	Module string
	// Package is the import path of the program's main package.
	Package string
	// LDFlags are the linker flags, as for go build.
	LDFlags string
	// Takes says roughly how long a first build lasts, for people to read.
	Takes string
}

// String returns name and version.
func (p Pin) String() string { return p.Name + " " + p.Version }

// Flags returns all flags of go build that have a say in what comes out.
func (p Pin) Flags() []string {
	return []string{"-mod=readonly", "-trimpath", "-buildvcs=false", "-ldflags=" + p.LDFlags}
}

// environment is the environment for the go command: the user's, less what
// would change the outcome.
func environment(more ...string) []string {
	env := append(os.Environ(),
		"CGO_ENABLED=0",
		"GOFLAGS=-mod=readonly", // not empty: that would let "go env -w GOFLAGS=…" through
		"GOWORK=off",
	)
	return append(env, more...)
}

// lines splits what a command printed.
func lines(output []byte) []string {
	return strings.Split(strings.TrimSpace(strings.ReplaceAll(string(output), "\r\n", "\n")), "\n")
}
