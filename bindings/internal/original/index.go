// Package original keeps the npm packages that provider bindings are generated
// from, each as one zip file cut into the parts of its jsii assembly: what a
// project imports can be taken out without reading the rest, which for a large
// provider is a hundred times more.
package original

import (
	"maps"
	"slices"

	"github.com/tandem-iac/tandem/bindings/internal/assembly"
)

// An Index says what a provider has. It is the first file of the zip.
type Index struct {
	Name         string // npm package
	Version      string // without v
	GoModule     string // path of the Go module, with its major version suffix
	Main         string // the JavaScript file that loads all others
	Dependencies map[string]assembly.Dependency
	Parts        []Part // sorted by name
	Whole        string // why the package cannot be cut, "" when it can
	Shared       []string // files that every part needs
}

// A Part is one top-level submodule, or, with an empty name, the types outside
// of all submodules.
type Part struct {
	Name     string   // its name in JavaScript
	Packages []string // Go packages below the module
	Require  string   // path of its JavaScript, relative to the folder of Main
	Files    []string // JavaScript files that it loads, its own and shared ones
	Uses     []string // other parts that its types or its JavaScript mention
	Types    int
}

// closure is the parts that provide the given Go packages and all that those
// use. unknown lists the packages that no part provides.
func (x *Index) closure(packages []string) (kept []Part, unknown []string) {
	byPackage, byName := map[string]string{}, map[string]Part{}
	for _, p := range x.Parts {
		byName[p.Name] = p
		for _, name := range p.Packages {
			byPackage[name] = p.Name
		}
	}
	var todo []string
	for _, name := range packages {
		if part, ok := byPackage[name]; ok {
			todo = append(todo, part)
		} else {
			unknown = append(unknown, name)
		}
	}
	chosen := map[string]bool{}
	for len(todo) > 0 {
		name := todo[0]
		todo = todo[1:]
		if part, ok := byName[name]; ok && !chosen[name] {
			chosen[name] = true
			todo = append(todo, part.Uses...)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(chosen)) {
		kept = append(kept, byName[name])
	}
	return kept, unknown
}

// Packages lists all Go packages that can be imported, sorted.
func (x *Index) Packages() []string {
	var names []string
	for _, p := range x.Parts {
		names = append(names, p.Packages...)
	}
	slices.Sort(names)
	return names
}
