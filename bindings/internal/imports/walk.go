package imports

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tandem-iac/tandem/bindings/internal/project"
)

// walk reads every package of a main module below dir.
func (f *finder) walk(root, dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	isModule := func(e os.DirEntry) bool { return e.Name() == "go.mod" && !e.IsDir() }
	if dir != root && slices.ContainsFunc(entries, isModule) {
		return nil
	}
	for _, entry := range entries {
		name := filepath.Join(dir, entry.Name())
		switch {
		case entry.IsDir():
			if !f.skipped(name) {
				err = f.walk(root, name)
			}
		case isGo(entry.Name()) && isFile(entry, name):
			err = f.file(name)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// isGo reports whether the Go command would look at a file.
func isGo(name string) bool {
	return strings.HasSuffix(name, ".go") && name[0] != '_' && name[0] != '.'
}

// isFile reports whether an entry is a file, or a link to one.
func isFile(entry os.DirEntry, name string) bool {
	if entry.Type()&os.ModeSymlink == 0 {
		return entry.Type().IsRegular()
	}
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// notPackages are folders without packages of the module. The Go command does
// look into node_modules, but nobody imports from there, and it is large.
var notPackages = []string{"vendor", "testdata", "node_modules"}

// skipped reports whether a folder has no packages of the module.
func (f *finder) skipped(dir string) bool {
	base := filepath.Base(dir)
	if base[0] == '_' || base[0] == '.' || slices.Contains(notPackages, base) {
		return true
	}
	return slices.ContainsFunc(f.skip, func(skip string) bool {
		return skip == dir || strings.HasSuffix(dir, string(filepath.Separator)+skip)
	})
}

// ignored are the folders that a go.mod ignores: absolute, or, for those that
// are ignored wherever they are, relative.
func ignored(m project.Main) []string {
	var dirs []string
	for _, line := range m.Mod.Ignore {
		if below, ok := strings.CutPrefix(line.Path, "./"); ok {
			dirs = append(dirs, filepath.Join(m.Dir, filepath.FromSlash(below)))
		} else {
			dirs = append(dirs, filepath.FromSlash(line.Path))
		}
	}
	return dirs
}
