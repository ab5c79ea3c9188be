// Package generator runs jsii-pacmak, which turns an npm package with a jsii
// assembly into a Go module.
package generator

import (
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/tandem-iac/tandem/bindings/internal/npm"
)

//go:embed package.json
var manifest []byte

//go:embed package-lock.json
var lockfile []byte

// Version identifies the generator and everything it is built of.
func Version() string {
	sum := sha256.Sum256(append(append([]byte{}, manifest...), lockfile...))
	return hex.EncodeToString(sum[:6])
}

// Install puts the pinned generator into dir.
func Install(ctx context.Context, dir string) error {
	for name, data := range map[string][]byte{"package.json": manifest, "package-lock.json": lockfile} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			return err
		}
	}
	return npm.Install(ctx, dir)
}

// Run generates the Go module of the npm package in folder source, whose
// dependencies lie in a node_modules above, into folder out/go/<name>.
func Run(ctx context.Context, installed, source, out string) error {
	cmd := exec.CommandContext(ctx, "node",
		filepath.Join(installed, "node_modules", "jsii-pacmak", "bin", "jsii-pacmak"),
		"--code-only", "--targets", "go", "--outdir", out, source)
	cmd.Env = append(npm.Environ(), "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION="+nodeMajor(ctx))
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	err := cmd.Run()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return errors.New("node is not on PATH; install Node.js 22 or later")
	case err != nil:
		return fmt.Errorf("jsii-pacmak: %w: %s", err, strings.TrimSpace(output.String()))
	}
	return nil
}

// nodeMajor is the major version of node, for the variable that silences the
// banner about its age.
func nodeMajor(ctx context.Context) string {
	out, err := exec.CommandContext(ctx, "node", "--version").Output()
	if err != nil {
		return ""
	}
	major, _, _ := strings.Cut(strings.TrimPrefix(string(out), "v"), ".")
	return major
}
