// Package npm runs the npm command and says in one sentence what went wrong.
package npm

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// quiet turns off what npm says and does beside its job, and the scripts of the
// packages, which nothing here needs.
var quiet = []string{
	"npm_config_audit=false",
	"npm_config_fund=false",
	"npm_config_ignore_scripts=true",
	"npm_config_progress=false",
	"npm_config_update_notifier=false",
	"npm_config_loglevel=error",
}

// Environ is the environment that npm runs in.
func Environ() []string { return append(os.Environ(), quiet...) }

// Pack downloads one exact version of a package into dir and returns the
// tarball's name. npm checks it against the registry's integrity hash.
func Pack(ctx context.Context, dir, name, version string) (string, error) {
	out, err := run(ctx, dir, "pack", "--silent=false", "--prefer-offline", name+"@"+version)
	if err != nil {
		return "", fmt.Errorf("npm pack %s@%s: %w", name, version, err)
	}
	lines := strings.Fields(out)
	if len(lines) == 0 {
		return "", fmt.Errorf("npm pack %s@%s named no file", name, version)
	}
	return filepath.Join(dir, lines[len(lines)-1]), nil
}

// Install installs what the package-lock.json in dir pins.
func Install(ctx context.Context, dir string) error {
	if _, err := run(ctx, dir, "ci", "--ignore-scripts", "--prefer-offline"); err != nil {
		return fmt.Errorf("npm ci: %w", err)
	}
	return nil
}

func run(ctx context.Context, dir string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "npm", args...)
	cmd.Dir = dir
	cmd.Env = Environ()
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return "", errors.New("npm is not on PATH; install Node.js 22 or later")
	case err != nil:
		return "", errors.New(strings.TrimSpace(stderr.String()))
	}
	return stdout.String(), nil
}
