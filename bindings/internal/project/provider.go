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
	Name    string // last element of the module path without the version; the generated folder's name
	Place   string // file:line of the go.mod that requires it
}

// prebuilt are the paths that CDKTF publishes its prebuilt providers under.
var prebuilt = regexp.MustCompile(`^(github\.com/cdktf/cdktf-provider-([a-z0-9_]+)-go/[a-z0-9_]+(?:/v[0-9]+)?)(?:/|$)`)

// hyphenated are the prebuilt providers whose npm name is not the Go name: Go
// package names have no hyphen.
var hyphenated = map[string]string{
	"googlebeta": "google-beta",
}

// Providers lists the required modules that are provider bindings, in the order
// of their paths. named says which npm packages other modules come from, and
// goes before the naming rule of the prebuilt ones. ours reports whether a
// folder is one that this tool generates: a provider that a go.mod replaces, or
// a go.work by anything else, is the user's own matter and left out.
func (p *Project) Providers(named map[string]string, ours func(dir string) bool) []Provider {
	var found []Provider
	for _, path := range p.Required() {
		name := named[path]
		if name == "" {
			name = npmName(path)
		}
		if name == "" || p.takenElsewhere(path, ours) {
			continue
		}
		found = append(found, Provider{
			Module:  path,
			Version: p.Version(path),
			Package: name,
			Name:    goName(path),
			Place:   p.Place(path),
		})
	}
	return found
}

// Prebuilt is the module path of the prebuilt provider that an import path
// belongs to, "" when it belongs to none.
func Prebuilt(importPath string) string {
	if m := prebuilt.FindStringSubmatch(importPath); m != nil {
		return m[1]
	}
	return ""
}

// npmName is the npm package of a prebuilt provider, "" for any other module.
func npmName(path string) string {
	m := prebuilt.FindStringSubmatch(path)
	if m == nil || m[1] != path {
		return ""
	}
	if name, ok := hyphenated[m[2]]; ok {
		return "@cdktf/provider-" + name
	}
	return "@cdktf/provider-" + m[2]
}

func goName(path string) string {
	prefix, _, _ := module.SplitPathVersion(path)
	return prefix[strings.LastIndexByte(prefix, '/')+1:]
}

// takenElsewhere reports whether the user replaces a module.
func (p *Project) takenElsewhere(path string, ours func(dir string) bool) bool {
	for _, m := range p.Mains {
		for _, r := range m.Mod.Replace {
			if r.Old.Path == path && (r.Old.Version == "" || r.Old.Version == p.Version(path)) {
				return true
			}
		}
	}
	to, ok := p.replacement(path)
	return ok && (to.Version != "" || !ours(to.Path))
}
