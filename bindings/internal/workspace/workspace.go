// Package workspace edits a go.work so that the Go command finds generated
// provider bindings. Everything else in the file stays as it is.
package workspace

import (
	"fmt"
	"go/version"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
)

// An Edit is what a go.work has to say. Folders are relative to it.
type Edit struct {
	Go       string            // its go line is at least this
	Use      string            // folder of the main module
	Out      string            // folder of all generated modules: replacements by anything else in it are dropped
	Replaces map[string]string // folder by path of the module it replaces
}

// Apply edits a go.work; data is empty when there is none yet. It returns data
// itself when there is nothing to do.
func (e Edit) Apply(name string, data []byte) ([]byte, error) {
	work, err := modfile.ParseWork(name, data, nil)
	if err != nil {
		return nil, err
	}
	if e.done(work) {
		return data, nil
	}
	if e.behind(work) {
		if err := work.AddGoStmt(e.Go); err != nil {
			return nil, err
		}
	}
	if !e.used(work) {
		if err := work.AddUse(slashed(e.Use), ""); err != nil {
			return nil, err
		}
	}
	if err := e.replace(work); err != nil {
		return nil, err
	}
	work.Cleanup()
	edited := modfile.Format(work.Syntax)
	if again, err := modfile.ParseWork(name, edited, nil); err != nil || !e.done(again) {
		return nil, fmt.Errorf("%s: it cannot be edited; write it anew, or name another file with --work", name)
	}
	return edited, nil
}

// done reports whether a go.work says all that it has to, and nothing against.
func (e Edit) done(work *modfile.WorkFile) bool {
	if e.behind(work) || !e.used(work) {
		return false
	}
	right := map[string]bool{}
	for _, r := range work.Replace {
		if e.concerns(r) && !e.right(r) {
			return false
		}
		right[r.Old.Path] = e.right(r)
	}
	for path := range e.Replaces {
		if !right[path] {
			return false
		}
	}
	return true
}

// behind reports whether a go.work has no go line, or an older one.
func (e Edit) behind(work *modfile.WorkFile) bool {
	return work.Go == nil || version.Compare("go"+work.Go.Version, "go"+e.Go) < 0
}

func (e Edit) used(work *modfile.WorkFile) bool {
	return slices.ContainsFunc(work.Use, func(use *modfile.Use) bool {
		return clean(use.Path) == clean(e.Use)
	})
}

// concerns reports whether a replacement is of a generated module, or points
// to where the generated modules are.
func (e Edit) concerns(r *modfile.Replace) bool {
	if _, ok := e.Replaces[r.Old.Path]; ok {
		return true
	}
	below, err := filepath.Rel(clean(e.Out), clean(r.New.Path))
	return r.New.Version == "" && err == nil && filepath.IsLocal(below)
}

// right reports whether a replacement is as it should be: of all versions, as
// other modules of the build may ask for older ones.
func (e Edit) right(r *modfile.Replace) bool {
	dir, ok := e.Replaces[r.Old.Path]
	return ok && r.Old.Version == "" && clean(r.New.Path) == clean(dir)
}

// replace drops the replacements that concern the generated modules and are not
// right, and adds those that are missing.
func (e Edit) replace(work *modfile.WorkFile) error {
	for _, r := range slices.Clone(work.Replace) {
		if e.concerns(r) && !e.right(r) {
			if err := work.DropReplace(r.Old.Path, r.Old.Version); err != nil {
				return err
			}
		}
	}
	missing := maps.Clone(e.Replaces)
	for _, r := range work.Replace {
		if e.right(r) {
			delete(missing, r.Old.Path)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(missing)) {
		if err := work.AddReplace(path, "", slashed(missing[path]), ""); err != nil {
			return err
		}
	}
	return nil
}

func clean(dir string) string { return filepath.Clean(filepath.FromSlash(dir)) }

// slashed writes a folder the way go.work wants it: with slashes, and a
// relative one with a leading dot.
func slashed(dir string) string {
	dir = filepath.ToSlash(clean(dir))
	if filepath.IsAbs(filepath.FromSlash(dir)) || dir == "." || dir == ".." || strings.HasPrefix(dir, "../") {
		return dir
	}
	return "./" + dir
}
