// Package project reads what the Go command reads of a project before any
// source: the go.mod of its main modules, the go.work that ties them together,
// and where the modules that they require lie on disk.
package project

import (
	"errors"
	"fmt"
	"go/version"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"
)

// A Main is a module whose sources are the project's own: the one that the
// command was started for, or another one that the go.work uses.
type Main struct {
	Path string        // module path
	Dir  string        // absolute folder of its go.mod
	Mod  *modfile.File // the parsed go.mod
}

// A Project is one or more main modules that are built together, and so share
// one version of every module that they require.
type Project struct {
	Dir      string            // absolute folder of the module that the command was started for
	WorkFile string            // absolute path of the go.work, which need not exist yet
	Work     *modfile.WorkFile // nil when there is no WorkFile yet
	Mains    []Main            // the module in Dir first

	required map[string]require
	replaced map[module.Version]module.Version
	cache    modCache
}

// A require is a required module's version and the line that asks for it.
type require struct {
	version string
	file    string
	line    int
}

// Load reads the module in dir and the workspace file, when there is one.
func Load(dir, workFile string) (*Project, error) {
	p := &Project{Dir: dir, WorkFile: workFile}
	first, err := readMain(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: there is no go.mod; run in the folder of a Go module, or name it with -C", dir)
	}
	if err != nil {
		return nil, err
	}
	p.Mains = []Main{first}
	if err := p.readWork(); err != nil {
		return nil, err
	}
	p.index()
	return p, p.shadows()
}

// readMain parses dir/go.mod.
func readMain(dir string) (Main, error) {
	name := filepath.Join(dir, "go.mod")
	data, err := os.ReadFile(name)
	if err != nil {
		return Main{}, err
	}
	mod, err := modfile.Parse(name, data, nil)
	if err != nil {
		return Main{}, err
	}
	if mod.Module == nil {
		return Main{}, fmt.Errorf("%s: it has no module line", name)
	}
	return Main{Path: mod.Module.Mod.Path, Dir: dir, Mod: mod}, nil
}

// readWork parses the go.work and the modules that it uses beside the first.
func (p *Project) readWork() error {
	work, err := parseWork(p.WorkFile)
	if work == nil || err != nil {
		return err
	}
	p.Work = work
	for _, use := range work.Use {
		dir := under(filepath.Dir(p.WorkFile), use.Path)
		if dir == p.Dir {
			continue
		}
		used, err := readMain(dir)
		if err != nil {
			return fmt.Errorf("%s:%d: use %s: %w", p.WorkFile, use.Syntax.Start.Line, use.Path, err)
		}
		p.Mains = append(p.Mains, used)
	}
	return nil
}

// parseWork returns nil for a file that does not exist.
func parseWork(name string) (*modfile.WorkFile, error) {
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return modfile.ParseWork(name, data, nil)
}

// shadows returns an error when a new go.work in the module's folder would hide
// one further up that already has the module in its workspace.
func (p *Project) shadows() error {
	if p.Work != nil || filepath.Dir(p.WorkFile) != p.Dir {
		return nil
	}
	for dir := filepath.Dir(p.Dir); ; dir = filepath.Dir(dir) {
		name := filepath.Join(dir, "go.work")
		above, err := parseWork(name)
		if err != nil || above == nil {
			if dir == filepath.Dir(dir) {
				return nil
			}
			continue
		}
		for _, use := range above.Use {
			if under(dir, use.Path) == p.Dir {
				return fmt.Errorf("%s:%d: this workspace has the module already, and a go.work in %s would hide it; run with --work %s",
					name, use.Syntax.Start.Line, p.Dir, name)
			}
		}
		return nil // the Go command looks no further
	}
}

// index merges the requirements and replacements of all main modules the way
// the Go command does: the highest version wins, and go.work overrides go.mod.
func (p *Project) index() {
	p.required = map[string]require{}
	p.replaced = map[module.Version]module.Version{}
	for _, m := range p.Mains {
		for _, r := range m.Mod.Require {
			if semver.Compare(r.Mod.Version, p.required[r.Mod.Path].version) > 0 {
				p.required[r.Mod.Path] = require{r.Mod.Version, filepath.Join(m.Dir, "go.mod"), r.Syntax.Start.Line}
			}
		}
		p.replace(m.Dir, m.Mod.Replace)
	}
	for _, m := range p.Mains {
		delete(p.required, m.Path)
	}
	if p.Work == nil {
		return
	}
	for _, r := range p.Work.Replace {
		maps.DeleteFunc(p.replaced, func(old, _ module.Version) bool {
			return old.Path == r.Old.Path && (r.Old.Version == "" || r.Old.Version == old.Version)
		})
	}
	p.replace(filepath.Dir(p.WorkFile), p.Work.Replace)
}

func (p *Project) replace(base string, lines []*modfile.Replace) {
	for _, r := range lines {
		to := r.New
		if to.Version == "" {
			to.Path = under(base, to.Path)
		}
		p.replaced[r.Old] = to
	}
}

// Version is the version of a required module, "" when it is not required.
func (p *Project) Version(path string) string { return p.required[path].version }

// Place is the line, as file:line, that requires a module.
func (p *Project) Place(path string) string {
	r := p.required[path]
	return fmt.Sprintf("%s:%d", r.file, r.line)
}

// Find is the required module whose path is prefix, or prefix with a major
// version suffix; "" when there is none. Of several it is the highest.
func (p *Project) Find(prefix string) string {
	found := ""
	for path, r := range p.required {
		base, _, ok := module.SplitPathVersion(path)
		if ok && base == prefix && semver.Compare(r.version, p.Version(found)) > 0 {
			found = path
		}
	}
	return found
}

// Required lists the paths of all required modules, sorted.
func (p *Project) Required() []string { return slices.Sorted(maps.Keys(p.required)) }

// replacement is where a required module is taken from instead: another
// module, or, with an empty version, an absolute folder.
func (p *Project) replacement(path string) (module.Version, bool) {
	for _, old := range []module.Version{{Path: path, Version: p.Version(path)}, {Path: path}} {
		if to, ok := p.replaced[old]; ok {
			return to, true
		}
	}
	return module.Version{}, false
}

// Owner is the module that an import path belongs to: the one with the longest
// path among the main modules and the required ones; "" for the standard
// library and whatever the project does not require.
func (p *Project) Owner(importPath string) string {
	for path := importPath; path != ""; {
		if p.Version(path) != "" || p.IsMain(path) {
			return path
		}
		path = path[:max(0, strings.LastIndexByte(path, '/'))]
	}
	return ""
}

// IsMain reports whether path is the path of one of the main modules.
func (p *Project) IsMain(path string) bool {
	return slices.ContainsFunc(p.Mains, func(m Main) bool { return m.Path == path })
}

// GoVersion is the highest go line of the main modules: a go.work must not fall
// behind it.
func (p *Project) GoVersion() string {
	highest := "1.18" // the first with workspaces
	for _, m := range p.Mains {
		if m.Mod.Go != nil && version.Compare("go"+m.Mod.Go.Version, "go"+highest) > 0 {
			highest = m.Mod.Go.Version
		}
	}
	return highest
}

// under resolves path against base, as go.mod and go.work mean it.
func under(base, path string) string {
	path = filepath.FromSlash(path)
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(base, path)
}
