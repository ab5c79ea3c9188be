// Package workspace edits a go.work so that the Go command finds generated
// provider bindings, and leaves everything else in it as it is.
package workspace

import (
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"
)

// An Edit is what a go.work has to say.
type Edit struct {
	Go       string            // go line: raised to this, never lowered
	Use      string            // folder of the main module, relative to the go.work
	Out      string            // folder of all generated modules, relative to the go.work
	Replaces map[string]string // generated folder by module path
}

// Apply edits a go.work; data is nil when there is none yet.
func Apply(name string, data []byte, edit Edit, goOlder func(a, b string) bool) ([]byte, error) {
	work, err := modfile.ParseWork(name, data, nil)
	if err != nil {
		return nil, err
	}
	if work.Go == nil || goOlder(work.Go.Version, edit.Go) {
		if err := work.AddGoStmt(edit.Go); err != nil {
			return nil, err
		}
	}
	if !uses(work, edit.Use) {
		if err := work.AddUse(slashed(edit.Use), ""); err != nil {
			return nil, err
		}
	}
	for _, r := range append([]*modfile.Replace(nil), work.Replace...) {
		_, ours := edit.Replaces[r.Old.Path]
		if ours || within(r.New.Path, edit.Out) {
			if err := work.DropReplace(r.Old.Path, r.Old.Version); err != nil {
				return nil, err
			}
		}
	}
	for path, dir := range edit.Replaces {
		if err := work.AddReplace(path, "", slashed(dir), ""); err != nil {
			return nil, err
		}
	}
	work.SortBlocks()
	work.Cleanup()
	return modfile.Format(work.Syntax), nil
}

func uses(work *modfile.WorkFile, dir string) bool {
	for _, use := range work.Use {
		if filepath.Clean(use.Path) == filepath.Clean(dir) {
			return true
		}
	}
	return false
}

func within(path, dir string) bool {
	rel, err := filepath.Rel(dir, filepath.FromSlash(path))
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// slashed writes a relative folder as go.work wants it.
func slashed(dir string) string {
	dir = filepath.ToSlash(dir)
	if filepath.IsAbs(dir) || strings.HasPrefix(dir, "../") || dir == ".." || dir == "." {
		return dir
	}
	return "./" + strings.TrimPrefix(dir, "./")
}
