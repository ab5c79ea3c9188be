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
	"time"

	"github.com/tandem-iac/tandem/bindings/internal/npm"
)

//go:embed package.json
var manifest []byte

//go:embed package-lock.json
var lockfile []byte

// Version identifies jsii-pacmak together with everything that it is built of.
var Version = version()

func version() string {
	hash := sha256.New()
	hash.Write(manifest)
	hash.Write(lockfile)
	return hex.EncodeToString(hash.Sum(nil)[:6])
}

// Install puts the pinned jsii-pacmak into dir.
func Install(ctx context.Context, dir string) error {
	for name, data := range map[string][]byte{"package.json": manifest, "package-lock.json": lockfile} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			return err
		}
	}
	return npm.Install(ctx, dir)
}

// Run generates the Go module of the npm package in folder source, whose
// dependencies are in a node_modules beside or above it. It returns the Go
// module's folder, which is in scratch.
func Run(ctx context.Context, installed, source, scratch string) (string, error) {
	major, err := nodeMajor(ctx)
	if err != nil {
		return "", err
	}
	cmd := exec.CommandContext(ctx, "node",
		filepath.Join(installed, "node_modules", "jsii-pacmak", "bin", "jsii-pacmak"),
		"--code-only", "--targets", "go", "--outdir", filepath.Join(scratch, "dist"), source)
	cmd.Env = append(npm.Environ(),
		"JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION="+major,
		"TMPDIR="+scratch, "TMP="+scratch, "TEMP="+scratch) // so that nothing is left when it is killed
	cmd.WaitDelay = time.Second // for processes that it has started
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		return "", fmt.Errorf("jsii-pacmak: %w: %s", err, gist(output.String()))
	}
	made, err := filepath.Glob(filepath.Join(scratch, "dist", "go", "*", "go.mod"))
	if err != nil || len(made) != 1 {
		return "", fmt.Errorf("jsii-pacmak made %d Go modules instead of one: %s", len(made), gist(output.String()))
	}
	return filepath.Dir(made[0]), nil
}

// nodeMajor is the major version of node: the value of the variable that keeps
// jsii from complaining at length about an old one.
func nodeMajor(ctx context.Context) (string, error) {
	out, err := exec.CommandContext(ctx, "node", "--version").Output()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return "", errors.New("node is not on PATH; install Node.js 22 or later")
	case err != nil:
		return "", fmt.Errorf("node --version: %w", err)
	}
	major, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(string(out)), "v"), ".")
	return major, nil
}

// gist is what a failed program said, without stack traces.
func gist(output string) string {
	var said []string
	for _, line := range strings.Split(output, "\n") {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "at ") && !strings.HasPrefix(line, "!!") {
			said = append(said, line)
		}
	}
	return strings.Join(said[:min(len(said), 4)], "; ")
}
