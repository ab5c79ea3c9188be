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

// Format changes when Pack writes something else for the same package.
const Format = "1"

// FileName is what the zip of a package is called.
const FileName = "package.zip"

// An Index says what a package has.
type Index struct {
	Name         string                         // npm package
	Version      string                         // without v
	GoModule     string                         // path of the Go module, with its major version suffix
	Main         string                         // the JavaScript file that loads all others
	Dependencies map[string]assembly.Dependency // by npm package
	Parts        []Part                         // sorted by name
	Indivisible  string                         // why the package cannot be cut, "" when it can
}

// A Part is one top-level submodule, or, with an empty name, the types outside
// of all submodules.
type Part struct {
	Name     string   // its name in JavaScript
	Packages []string // Go packages below the module
	Script   string   // its JavaScript file, which loads its others
	Scripts  []string // all JavaScript files that it loads, itself included
	Uses     []string // other parts that its types or its JavaScript mention
}

// Packages lists all Go packages that can be imported, sorted; the module's root
// is "".
func (x *Index) Packages() []string {
	var names []string
	for _, p := range x.Parts {
		names = append(names, p.Packages...)
	}
	slices.Sort(names)
	return names
}

// keep is the parts that have the given Go packages, and all that those use.
func (x *Index) keep(packages []string) []Part {
	byName := map[string]Part{}
	var todo []string
	for _, part := range x.Parts {
		byName[part.Name] = part
		if slices.ContainsFunc(part.Packages, func(name string) bool { return slices.Contains(packages, name) }) {
			todo = append(todo, part.Name)
		}
	}
	kept := map[string]Part{}
	for ; len(todo) > 0; todo = todo[1:] {
		name := todo[0]
		if _, done := kept[name]; !done {
			kept[name] = byName[name]
			todo = append(todo, byName[name].Uses...)
		}
	}
	var parts []Part
	for _, name := range slices.Sorted(maps.Keys(kept)) {
		parts = append(parts, kept[name])
	}
	return parts
}
