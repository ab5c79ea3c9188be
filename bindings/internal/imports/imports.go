// Package imports finds which packages of provider modules a project needs. It
// reads import declarations only, so the sources need not compile, and the
// bindings that they import need not exist yet.
package imports

import (
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"go/version"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/tandem-iac/tandem/bindings/internal/project"
)

// Needs are the imported packages by provider module: the path below the module
// ("" for its root) and the first place that imports it.
type Needs map[string]map[string]token.Position

// Packages lists the imported packages of one provider, sorted.
func (n Needs) Packages(module string) []string {
	return slices.Sorted(maps.Keys(n[module]))
}

// A finder walks from the main modules' sources through the packages of other
// modules that they import, for as far as a provider can still be reached.
type finder struct {
	project  *project.Project
	skip     []string
	visited  map[string]bool // packages of modules that are neither main nor provider
	reach    map[string]bool // modules that can reach a provider
	needs    Needs
	problems []error
}

// Find reads all Go files of the main modules, those of tests and of all build
// tags included, but not nested modules, vendor, testdata, node_modules, folders
// that start with "_" or ".", what a go.mod ignores, and the folder skip. It
// reads on in the packages of other modules that they import.
//
// An import of a prebuilt provider that no go.mod requires is an error.
func Find(p *project.Project, providers []project.Provider, skip string) (Needs, error) {
	f := &finder{
		project: p,
		visited: map[string]bool{},
		reach:   map[string]bool{},
		needs:   Needs{},
	}
	for _, provider := range providers {
		f.needs[provider.Module] = map[string]token.Position{}
	}
	for _, m := range p.Mains {
		f.skip = append(ignored(m), skip)
		if err := f.walk(m.Dir, m.Dir); err != nil {
			return nil, err
		}
	}
	return f.needs, errors.Join(f.problems...)
}

// file reads the imports of one Go file. A file that cannot be parsed adds the
// imports before the error: the compiler will say what is wrong with it.
func (f *finder) file(name string) error {
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, name, nil, parser.ImportsOnly|parser.SkipObjectResolution)
	if parsed == nil {
		return err // it cannot be read
	}
	for _, spec := range parsed.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		if err := f.visit(imported, set.Position(spec.Path.Pos())); err != nil {
			return err
		}
	}
	return nil
}

// visit notes an imported package of a provider, and reads on in a package of
// any other module that can lead to one.
func (f *finder) visit(imported string, at token.Position) error {
	owner := f.project.Owner(imported)
	if owner == "" {
		f.unrequired(imported, at)
	}
	if owner == "" || f.project.IsMain(owner) {
		return nil
	}
	below := strings.TrimPrefix(strings.TrimPrefix(imported, owner), "/")
	if packages, ok := f.needs[owner]; ok {
		if _, known := packages[below]; !known {
			packages[below] = at
		}
		return nil
	}
	if f.visited[imported] || len(f.needs) == 0 {
		return nil
	}
	f.visited[imported] = true
	reaches, err := f.reaches(owner)
	if err == nil && reaches {
		var dir string
		if dir, err = f.project.Folder(owner); err == nil {
			return f.dependency(filepath.Join(dir, filepath.FromSlash(below)))
		}
	}
	if err != nil {
		return fmt.Errorf("%s: import %q: %w", at, imported, err)
	}
	return nil
}

// unrequired notes an import of a provider that no go.mod asks for.
func (f *finder) unrequired(imported string, at token.Position) {
	module := project.Prebuilt(imported)
	if module == "" || f.visited[module] {
		return
	}
	f.visited[module] = true
	f.problems = append(f.problems, fmt.Errorf(
		"%s: import %q: go.mod does not require its module; add it with a version that npm has: go mod edit -require=%s@v…",
		at, imported, module))
}

// dependency reads one package of a module that is not a main module. Its tests
// are never built here.
func (f *finder) dependency(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil // the Go command reports a package that is not there
	}
	for _, entry := range entries {
		if name := entry.Name(); isGo(name) && !strings.HasSuffix(name, "_test.go") && !entry.IsDir() {
			if err := f.file(filepath.Join(dir, name)); err != nil {
				return err
			}
		}
	}
	return nil
}

// reaches reports whether packages of a module can import a provider: then its
// go.mod requires one, directly or not, as every go.mod since Go 1.17 lists all
// that its packages need. An older one proves nothing.
func (f *finder) reaches(owner string) (bool, error) {
	if known, ok := f.reach[owner]; ok || project.IsLeaf(owner) {
		return known, nil
	}
	mod, err := f.project.ModFile(owner)
	if err != nil {
		return false, err
	}
	f.reach[owner] = !listsAll(mod) || slices.ContainsFunc(mod.Require, func(r *modfile.Require) bool {
		_, ok := f.needs[r.Mod.Path]
		return ok
	})
	return f.reach[owner], nil
}

// listsAll reports whether a go.mod names every module that its packages need.
func listsAll(mod *modfile.File) bool {
	return mod.Go != nil && version.Compare("go"+mod.Go.Version, "go1.17") >= 0
}
