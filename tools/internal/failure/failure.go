// Package failure turns what stopped a build into one message: what failed,
// why, and what to do about it.
package failure

import (
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"strings"
)

// known are the failures that have a remedy. The first whose sign is found
// names the cause.
var known = []struct {
	sign          *regexp.Regexp
	cause, remedy string
}{
	{
		regexp.MustCompile(`(?i)no space left on device|not enough space on the disk|disk quota exceeded`),
		"the disk is full",
		"make room where TANDEM_CACHE and `go env GOCACHE GOMODCACHE` point to (4 GB do), or point them to another disk, and run it again",
	},
	{
		regexp.MustCompile(`checksum mismatch|SECURITY ERROR`),
		"what was downloaded is not what go.sum vouches for",
		"do not use that download: try another module proxy (`go env GOPROXY`), after `go clean -modcache` if it was cached",
	},
	{
		regexp.MustCompile(`requires go >= |invalid go version|toolchain not available`),
		"this version of Go is too old",
		"install Go 1.26 or newer and run it again",
	},
	{
		regexp.MustCompile(`(?i)module lookup disabled|dial tcp|proxyconnect|no such host|connection (refused|reset)|network is unreachable|i/o timeout|TLS handshake|context deadline exceeded|unexpected EOF|x509: |(40[347]|410|5\d\d) [A-Z][A-Za-z ]+$`),
		"a module could not be downloaded",
		"check the network and `go env GOPROXY`: the module proxy must serve the versions in the pin's go.mod; then run it again, what was downloaded is kept",
	},
	{
		regexp.MustCompile(`missing go.sum entry|updates to go.mod needed`),
		"the pin's go.mod and go.sum do not fit together",
		"restore both from version control, or run `GOWORK=off go mod tidy` in the pin's folder",
	},
	{
		regexp.MustCompile(`signal: killed|cannot allocate memory|out of memory`),
		"the compiler ran out of memory or was killed",
		"about 4 GB are needed: end other programs, or set GOMAXPROCS=1, and run it again",
	},
	{
		regexp.MustCompile(`(?i)permission denied|read-only file system|access is denied`),
		"a folder cannot be written",
		"make it writable, or set TANDEM_CACHE to a folder that is, and run it again",
	},
}

// Explain returns an error that starts with what, goes on with the cause, and
// ends with a remedy where one is known. The cause is looked for in output,
// which a command printed, and in err.
func Explain(what string, err error, output string) error {
	if errors.Is(err, exec.ErrNotFound) {
		return fmt.Errorf("%s: there is no go command on PATH\n  install Go 1.26 or newer, or add its bin folder to PATH, and run it again", what)
	}
	printed := strings.Split(strings.TrimSpace(output), "\n")
	for _, k := range known {
		for _, line := range append(printed, err.Error()) {
			line = strings.TrimSpace(line)
			if k.sign.MatchString(line) {
				return fmt.Errorf("%s: %s\n  %s\n  %s", what, k.cause, line, k.remedy)
			}
		}
	}
	if strings.TrimSpace(output) == "" {
		return fmt.Errorf("%s: %w", what, err)
	}
	return fmt.Errorf("%s: %w\n  %s", what, err, strings.Join(printed, "\n  "))
}
