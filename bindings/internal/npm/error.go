package npm

import (
	"errors"
	"regexp"
	"strings"
)

// ErrNotFound says that the registry has no such package or version.
var ErrNotFound = errors.New("the npm registry has no such version")

// offline is the remedy for everything that keeps npm from the registry.
const offline = "the npm registry cannot be reached, and the package is not in npm's cache; go online, or check npm's proxy and registry settings"

// causes translate npm's error codes.
// See https://docs.npmjs.com/common-errors and the codes of Node.js.
var causes = map[string]error{
	"E404":                      ErrNotFound,
	"ETARGET":                   ErrNotFound,
	"ENOVERSIONS":               ErrNotFound,
	"ENOTCACHED":                errors.New(offline),
	"ENOTFOUND":                 errors.New(offline),
	"EAI_AGAIN":                 errors.New(offline),
	"ECONNREFUSED":              errors.New(offline),
	"ECONNRESET":                errors.New(offline),
	"ETIMEDOUT":                 errors.New(offline),
	"ENETUNREACH":               errors.New(offline),
	"EHOSTUNREACH":              errors.New(offline),
	"ERR_SOCKET_TIMEOUT":        errors.New(offline),
	"E401":                      errors.New("the npm registry wants a login; see npm login"),
	"ENEEDAUTH":                 errors.New("the npm registry wants a login; see npm login"),
	"E403":                      errors.New("the npm registry refuses this package"),
	"EINTEGRITY":                errors.New("the download does not match the registry's hash; try again, or run npm cache verify"),
	"ENOSPC":                    errors.New("no space left on the disk"),
	"SELF_SIGNED_CERT_IN_CHAIN": errors.New("the npm registry's certificate is not trusted; see npm's cafile setting"),
}

var (
	errorLine = regexp.MustCompile(`^npm (?:error|ERR!) ?`)
	codeLine  = regexp.MustCompile(`(?m)^npm (?:error|ERR!) code (\S+)$`)
	logLine   = regexp.MustCompile(`complete log of this run|^\s*at `)
)

// explain turns what npm printed into one sentence.
func explain(stderr string, err error) error {
	if m := codeLine.FindStringSubmatch(stderr); m != nil {
		if cause, ok := causes[m[1]]; ok {
			return cause
		}
	}
	var said []string
	for _, line := range strings.Split(stderr, "\n") {
		line = strings.TrimSpace(errorLine.ReplaceAllString(strings.TrimSpace(line), ""))
		if line != "" && !logLine.MatchString(line) {
			said = append(said, line)
		}
	}
	if len(said) == 0 {
		return err
	}
	return errors.New(strings.Join(said[:min(len(said), 4)], "; "))
}
