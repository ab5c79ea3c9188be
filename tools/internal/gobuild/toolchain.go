package gobuild

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"

	"github.com/tandem-iac/tandem/tools/internal/failure"
)

// Toolchain is a go command, and what it builds for.
type Toolchain struct {
	// Command is the path of the go command.
	Command string
	// Version is that of Go, such as go1.26.1; OS and Arch are GOOS and GOARCH.
	Version, OS, Arch string
}

// FindToolchain finds the go command on PATH, and asks it what it would build
// the module in dir with.
func FindToolchain(ctx context.Context, dir string) (Toolchain, error) {
	command, err := exec.LookPath("go")
	if err != nil {
		return Toolchain{}, failure.Explain("cannot build anything", err, "")
	}
	cmd := exec.CommandContext(ctx, command, "env", "GOVERSION", "GOOS", "GOARCH")
	cmd.Dir = dir
	cmd.Env = environment()
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return Toolchain{}, failure.Explain("cannot build anything", fmt.Errorf("go env: %w", err), stderr.String())
	}
	values := lines(out)
	if len(values) != 3 {
		return Toolchain{}, fmt.Errorf("go env GOVERSION GOOS GOARCH: want 3 lines, got %q", out)
	}
	return Toolchain{Command: command, Version: values[0], OS: values[1], Arch: values[2]}, nil
}

// Suffix is what the file names of programs end with.
func (t Toolchain) Suffix() string {
	if t.OS == "windows" {
		return ".exe"
	}
	return ""
}
