// Package imports finds which packages of provider modules a project needs. It
// reads import declarations only, so the sources need not compile, and the
// bindings they import need not exist yet.
package imports

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"github.com/tandem-iac/tandem/bindings/internal/project"
)

// Needs are the imported packages by provider module: the path below the module
// ("" for its root) and the first place that imports it.
type Needs map[string]map[string]token.Position

// Packages lists the imported packages of one provider, sorted.
func (n Needs) Packages(module string) []string {
	names := make([]string, 0, len(n[module]))
	for name := range n[module] {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// A finder walks from the main modules' sources through the packages of other
// modules that they import, for as far as a provider can still be reached.
type finder struct {
	project   *project.Project
	providers map[string]bool
	skip      []string
	visited   map[string]bool
	reach     map[string]bool
	needs     Needs
}

// Find reads all Go files of the main modules (tests and all build tags
// included; not nested modules, vendor, testdata, folders that start with "_"
// or ".", and the folders in skip), and those of the packages of other modules
// that they import.
func Find(p *project.Project, providers []project.Provider, skip ...string) (Needs, error) {
	f := &finder{
		project:   p,
		providers: map[string]bool{},
		skip:      skip,
		visited:   map[string]bool{},
		reach:     map[string]bool{},
		needs:     Needs{},
	}
	for _, provider := range providers {
		f.providers[provider.Module] = true
		f.needs[provider.Module] = map[string]token.Position{}
	}
	for _, m := range p.Mains {
		if err := f.walk(m.Dir); err != nil {
			return nil, err
		}
	}
	return f.needs, nil
}

// walk reads every package of a main module.
func (f *finder) walk(root string) error {
	return filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if !entry.IsDir() {
			if strings.HasSuffix(name, ".go") && entry.Type().IsRegular() {
				return f.file(name)
			}
			return nil
		}
		if name != root && f.skipped(name) {
			return filepath.SkipDir
		}
		return nil
	})
}

// skipped reports whether the Go command would not look into a folder of a main
// module, or the caller said not to.
func (f *finder) skipped(dir string) bool {
	base := filepath.Base(dir)
	if base == "vendor" || base == "testdata" || strings.HasPrefix(base, "_") || strings.HasPrefix(base, ".") {
		return true
	}
	for _, s := range f.skip {
		if dir == s {
			return true
		}
	}
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil
}

// file reads the imports of one Go file. A file whose imports cannot be parsed
// contributes those before the error: the compiler will say what is wrong.
func (f *finder) file(name string) error {
	if strings.HasPrefix(filepath.Base(name), "_") || strings.HasPrefix(filepath.Base(name), ".") {
		return nil
	}
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, name, nil, parser.ImportsOnly|parser.SkipObjectResolution)
	if parsed == nil {
		return err
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
	if owner == "" || f.project.IsMain(owner) {
		return nil
	}
	below := strings.TrimPrefix(strings.TrimPrefix(imported, owner), "/")
	if f.providers[owner] {
		if _, known := f.needs[owner][below]; !known {
			f.needs[owner][below] = at
		}
		return nil
	}
	if f.visited[imported] {
		return nil
	}
	f.visited[imported] = true
	reaches, err := f.reaches(owner)
	if err != nil || !reaches {
		return err
	}
	dir, err := f.project.Folder(owner)
	if err != nil {
		return fmt.Errorf("%s: import %q: %w", at, imported, err)
	}
	return f.dependency(filepath.Join(dir, filepath.FromSlash(path.Clean(below))))
}

// dependency reads one package of a module that is not a main module. Its tests
// are never built here.
func (f *finder) dependency(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil // the Go command reports a package that is not there
	}
	for _, entry := range entries {
		name := entry.Name()
		if entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		if err := f.file(filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	return nil
}

// reaches reports whether packages of a module can import a provider: then its
// go.mod requires one, directly or not, as every go.mod since Go 1.17 lists all
// that its packages need. Of an older go.mod the requirements are followed.
func (f *finder) reaches(owner string) (bool, error) {
	if known, ok := f.reach[owner]; ok {
		return known, nil
	}
	f.reach[owner] = false
	mod, err := f.project.ModFile(owner)
	if err != nil {
		return false, err
	}
	pruned := project.ListsAll(mod)
	for _, r := range mod.Require {
		if f.providers[r.Mod.Path] {
			f.reach[owner] = true
			return true, nil
		}
		if pruned || f.project.Version(r.Mod.Path) == "" {
			continue
		}
		deeper, err := f.reaches(r.Mod.Path)
		if err != nil {
			return false, err
		}
		if deeper {
			f.reach[owner] = true
		}
	}
	return f.reach[owner], nil
}
