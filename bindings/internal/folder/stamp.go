// Package folder keeps the folders that bindings are generated into: it records
// what each was made from, notices when that or the folder itself has changed,
// and puts a new folder in the place of the old one in a single step.
package folder

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// StampName is the file in a generated folder that says what it was made from.
const StampName = ".bindings.json"

// Format changes when the same inputs give another folder.
const Format = 1

// Inputs are all that a generated folder depends on.
type Inputs struct {
	Format    int               `json:"format"`
	Generator string            `json:"generator"`          // version of what generates
	Module    string            `json:"module"`             // Go module path
	Version   string            `json:"version"`            // of the module
	Package   string            `json:"package"`            // npm package
	Whole     bool              `json:"whole"`              // all packages, whatever is imported
	Packages  []string          `json:"packages"`           // imported packages, when not whole
	Requires  map[string]string `json:"requires,omitempty"` // versions of the modules below it, by path without major version
}

// A stamp is what StampName holds.
type stamp struct {
	Inputs
	Files map[string]int64 `json:"files"` // size of every file, by path with slashes
}

// Stale says in a few words why the folder is not what the inputs would give;
// "" means that it is. version looks up a module of Inputs.Requires, which the
// caller need not fill in.
//
// Of each file it checks that it is there, has its recorded size, and was not
// changed after the stamp was written.
func Stale(dir string, want Inputs, version func(module string) string) string {
	have, written, err := readStamp(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist) && missing(dir):
		return "not generated yet"
	case errors.Is(err, fs.ErrNotExist):
		return "its " + StampName + " is missing"
	case err != nil:
		return "its " + StampName + " cannot be read"
	}
	if reason := have.differs(want, version); reason != "" {
		return reason
	}
	return changed(dir, have.Files, written)
}

func missing(dir string) bool {
	_, err := os.Stat(dir)
	return err != nil
}

// readStamp also returns when the stamp was written.
func readStamp(dir string) (s stamp, written fs.FileInfo, err error) {
	name := filepath.Join(dir, StampName)
	data, err := os.ReadFile(name)
	if err != nil {
		return s, nil, err
	}
	if err := json.Unmarshal(data, &s); err != nil {
		return s, nil, err
	}
	written, err = os.Stat(name)
	return s, written, err
}

// differs compares what a folder was made from with what it should be made from.
func (s stamp) differs(want Inputs, version func(module string) string) string {
	switch {
	case s.Format != want.Format || s.Generator != want.Generator:
		return "the generator changed"
	case s.Module != want.Module || s.Package != want.Package:
		return fmt.Sprintf("made from %s before", s.Package)
	case s.Version != want.Version:
		return fmt.Sprintf("%s before", s.Version)
	case s.Whole != want.Whole && want.Whole:
		return "pruned before"
	case s.Whole != want.Whole:
		return "whole before"
	}
	for _, module := range slices.Sorted(maps.Keys(s.Requires)) {
		if now := version(module); now != s.Requires[module] {
			return fmt.Sprintf("%s changed from %s to %s", module, orNone(s.Requires[module]), orNone(now))
		}
	}
	if diff := difference(s.Packages, want.Packages); diff != "" && !want.Whole {
		return "imports changed: " + diff
	}
	return ""
}

func orNone(version string) string {
	if version == "" {
		return "none"
	}
	return version
}

// difference lists what was added and removed, a few of each.
func difference(old, now []string) string {
	var parts []string
	list := func(sign string, a, b []string) {
		var names []string
		for _, name := range a {
			if !slices.Contains(b, name) {
				names = append(names, sign+name)
			}
		}
		if len(names) > 5 {
			names = append(names[:4], fmt.Sprintf("%s%d more", sign, len(names)-4))
		}
		parts = append(parts, names...)
	}
	list("+", now, old)
	list("-", old, now)
	return strings.Join(parts, " ")
}

// changed names the first file that is not as it was generated.
func changed(dir string, files map[string]int64, written fs.FileInfo) string {
	for _, name := range slices.Sorted(maps.Keys(files)) {
		info, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(name)))
		switch {
		case err != nil:
			return name + " is missing"
		case info.Size() != files[name]:
			return fmt.Sprintf("%s has %d bytes instead of %d", name, info.Size(), files[name])
		case info.ModTime().After(written.ModTime()):
			return name + " was changed"
		}
	}
	return ""
}

// Seal records the inputs and all files of a new folder, and returns how many
// bytes those have.
func Seal(dir string, made Inputs) (size int64, err error) {
	s := stamp{Inputs: made, Files: map[string]int64{}}
	err = filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || name == filepath.Join(dir, StampName) {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		below, err := filepath.Rel(dir, name)
		s.Files[filepath.ToSlash(below)] = info.Size()
		size += info.Size()
		return err
	})
	if err != nil {
		return 0, err
	}
	data, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return 0, err
	}
	return size, os.WriteFile(filepath.Join(dir, StampName), append(data, '\n'), 0o644)
}
