// Package project reads what the Go command would read about a project before
// any source: the go.mod of its main modules, the go.work that ties them
// together, and where the modules they require lie on disk.
package project

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"
)

// A Main is a module whose sources are the project's own: the one the command
// was started for, or another one that the go.work uses.
type Main struct {
	Path string        // module path
	Dir  string        // absolute folder of its go.mod
	Mod  *modfile.File // the parsed go.mod
}

// A Project is one or more main modules that are built together, and so share
// one version of every module they require.
type Project struct {
	Dir      string         // absolute folder of the module the command was started for
	WorkFile string         // absolute path of the go.work, which need not exist yet
	Work     *modfile.WorkFile // nil when WorkFile does not exist
	Mains    []Main         // the module in Dir first
	requires map[string]string
	replaces map[module.Version]module.Version
}

// Load reads the module in dir and the workspace file, when there is one.
func Load(dir, workFile string) (*Project, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	p := &Project{Dir: dir, WorkFile: workFile}
	first, err := readMain(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: no go.mod here; run in the folder of a Go module, or name it with -C", dir)
	}
	if err != nil {
		return nil, err
	}
	p.Mains = []Main{first}
	if err := p.readWork(); err != nil {
		return nil, err
	}
	p.index()
	return p, nil
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
		return Main{}, fmt.Errorf("%s: no module line", name)
	}
	return Main{Path: mod.Module.Mod.Path, Dir: dir, Mod: mod}, nil
}

// readWork parses the go.work and the modules that it uses beside the first.
func (p *Project) readWork() error {
	data, err := os.ReadFile(p.WorkFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if p.Work, err = modfile.ParseWork(p.WorkFile, data, nil); err != nil {
		return err
	}
	for _, use := range p.Work.Use {
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

// index merges the requirements and replacements of all main modules the way
// the Go command does: the highest version wins, and go.work overrides go.mod.
func (p *Project) index() {
	p.requires = map[string]string{}
	p.replaces = map[module.Version]module.Version{}
	for _, m := range p.Mains {
		for _, r := range m.Mod.Require {
			if semver.Compare(r.Mod.Version, p.requires[r.Mod.Path]) > 0 {
				p.requires[r.Mod.Path] = r.Mod.Version
			}
		}
		p.replace(m.Dir, m.Mod.Replace)
	}
	for _, m := range p.Mains {
		delete(p.requires, m.Path)
	}
	if p.Work != nil {
		for _, r := range p.Work.Replace {
			for old := range p.replaces {
				if old.Path == r.Old.Path && (r.Old.Version == "" || old.Version == r.Old.Version) {
					delete(p.replaces, old)
				}
			}
		}
		p.replace(filepath.Dir(p.WorkFile), p.Work.Replace)
	}
}

func (p *Project) replace(base string, lines []*modfile.Replace) {
	for _, r := range lines {
		to := r.New
		if to.Version == "" {
			to.Path = under(base, to.Path)
		}
		p.replaces[r.Old] = to
	}
}

// Version is the version of a required module, "" when it is not required.
func (p *Project) Version(path string) string { return p.requires[path] }

// Required lists the paths of all required modules, sorted.
func (p *Project) Required() []string {
	paths := make([]string, 0, len(p.requires))
	for path := range p.requires {
		paths = append(paths, path)
	}
	sort.Strings(paths)
	return paths
}

// Replacement is where a required module is taken from instead of from its own
// path: a module elsewhere, or, with an empty version, an absolute folder.
func (p *Project) Replacement(path string) (module.Version, bool) {
	for _, old := range []module.Version{{Path: path, Version: p.requires[path]}, {Path: path}} {
		if to, ok := p.replaces[old]; ok {
			return to, true
		}
	}
	return module.Version{}, false
}

// Owner is the module that an import path belongs to: the one with the longest
// path among the main modules and the required ones; "" for the standard
// library and whatever the project does not require.
func (p *Project) Owner(importPath string) string {
	for path := importPath; path != "." && path != "/"; path = parent(path) {
		if _, ok := p.requires[path]; ok || p.isMain(path) {
			return path
		}
	}
	return ""
}

// isMain reports whether path is one of the main modules.
func (p *Project) isMain(path string) bool {
	for _, m := range p.Mains {
		if m.Path == path {
			return true
		}
	}
	return false
}

// IsMain reports whether path is the path of one of the main modules.
func (p *Project) IsMain(path string) bool { return p.isMain(path) }

// GoVersion is the highest go line of the main modules, which a go.work must
// not fall behind.
func (p *Project) GoVersion() string {
	highest := "1.18" // the first with workspaces
	for _, m := range p.Mains {
		if m.Mod.Go != nil && semver.Compare(goSemver(m.Mod.Go.Version), goSemver(highest)) > 0 {
			highest = m.Mod.Go.Version
		}
	}
	return highest
}

// goSemver turns a Go release such as 1.26rc1 into something that sorts.
func goSemver(version string) string {
	for _, pre := range []string{"rc", "beta"} {
		if before, after, ok := strings.Cut(version, pre); ok {
			return "v" + before + ".0-" + pre + "." + after
		}
	}
	return "v" + version
}

func parent(path string) string {
	i := strings.LastIndexByte(path, '/')
	if i < 0 {
		return "."
	}
	return path[:i]
}

// under resolves path against base, as go.mod and go.work mean it.
func under(base, path string) string {
	path = filepath.FromSlash(path)
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(base, path)
}
