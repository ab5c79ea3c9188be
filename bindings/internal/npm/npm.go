// Package npm runs the npm command, and says in one sentence what went wrong.
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
	"time"
)

// settings turn off what npm says and does beside its job, and the scripts of
// packages, which nothing here needs, and keep it from trying for minutes when
// there is no network.
var settings = []string{
	"npm_config_fetch_retry_mintimeout=1000",
	"npm_config_fetch_retry_maxtimeout=5000",
	"npm_config_audit=false",
	"npm_config_fund=false",
	"npm_config_ignore_scripts=true",
	"npm_config_loglevel=error",
	"npm_config_progress=false",
	"npm_config_update_notifier=false",
}

// Environ is the environment that npm, and what calls it, runs in.
func Environ() []string { return append(os.Environ(), settings...) }

// Pack downloads one exact version of a package into dir and returns the file
// name of its tarball, which npm has checked against the registry's hash.
func Pack(ctx context.Context, dir, name, version string) (string, error) {
	spec := name + "@" + version
	out, err := run(ctx, dir, "pack", "--prefer-offline", spec)
	if err != nil {
		return "", fmt.Errorf("npm pack %s: %w", spec, err)
	}
	lines := strings.Fields(out)
	if len(lines) == 0 {
		return "", fmt.Errorf("npm pack %s: it named no file", spec)
	}
	return filepath.Join(dir, filepath.Base(lines[len(lines)-1])), nil
}

// Install installs what the package-lock.json in dir pins.
func Install(ctx context.Context, dir string) error {
	if _, err := run(ctx, dir, "ci", "--prefer-offline"); err != nil {
		return fmt.Errorf("npm ci: %w", err)
	}
	return nil
}

func run(ctx context.Context, dir string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "npm", args...)
	cmd.Dir = dir
	cmd.Env = Environ()
	cmd.WaitDelay = time.Second // for processes that npm has started
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case errors.Is(err, exec.ErrNotFound):
		return "", errors.New("npm is not on PATH; install Node.js 22 or later, which has it")
	case err != nil:
		return "", explain(stderr.String(), err)
	}
	return stdout.String(), nil
}
