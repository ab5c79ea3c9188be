package project

import (
	"regexp"
	"strings"

	"golang.org/x/mod/module"
)

// A Provider is a required Go module that is generated from an npm package.
type Provider struct {
	Module  string // Go module path, with its major version suffix
	Version string // required version, with v
	Package string // npm package
	Name    string // last element of the module path without the version: the generated folder's name
}

// prebuilt are the paths that CDKTF publishes its prebuilt providers under.
var prebuilt = regexp.MustCompile(`^github\.com/cdktf/cdktf-provider-([a-z0-9_]+)-go/[a-z0-9_]+(/v[0-9]+)?$`)

// hyphenated are the prebuilt providers whose npm name is not the Go name:
// Go package names have no hyphen.
var hyphenated = map[string]string{
	"googlebeta": "google-beta",
}

// Providers lists the required modules that are provider bindings, in the order
// of their paths. named says which npm packages other modules come from; it
// goes before the naming rule of the prebuilt ones. A provider that a go.mod
// replaces is the user's own matter and left out.
func (p *Project) Providers(named map[string]string) []Provider {
	var found []Provider
	for _, path := range p.Required() {
		name := named[path]
		if name == "" {
			name = npmName(path)
		}
		if name == "" || p.ownReplacement(path) {
			continue
		}
		found = append(found, Provider{Module: path, Version: p.requires[path], Package: name, Name: goName(path)})
	}
	return found
}

// npmName is the npm package of a prebuilt provider, "" for any other module.
func npmName(path string) string {
	m := prebuilt.FindStringSubmatch(path)
	if m == nil {
		return ""
	}
	if name, ok := hyphenated[m[1]]; ok {
		return "@cdktf/provider-" + name
	}
	return "@cdktf/provider-" + m[1]
}

func goName(path string) string {
	prefix, _, _ := module.SplitPathVersion(path)
	return prefix[strings.LastIndexByte(prefix, '/')+1:]
}

// ownReplacement reports whether a go.mod, not the go.work, replaces path.
func (p *Project) ownReplacement(path string) bool {
	for _, m := range p.Mains {
		for _, r := range m.Mod.Replace {
			if r.Old.Path == path && (r.Old.Version == "" || r.Old.Version == p.requires[path]) {
				return true
			}
		}
	}
	return false
}
