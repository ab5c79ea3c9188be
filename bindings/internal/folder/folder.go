package folder

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"
)

// Names beside the generated folders: new ones in the making, and old ones on
// their way out.
const (
	freshMark = ".tmp-"
	oldMark   = ".old-"
)

// Ours reports whether a folder is a generated one, or would be if it were
// there: with a stamp, empty or absent.
func Ours(dir string) bool {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return errors.Is(err, fs.ErrNotExist)
	}
	_, err = os.Stat(filepath.Join(dir, StampName))
	return err == nil || len(entries) == 0
}

// Replaceable returns an error when dir is something else than a folder that was
// generated for module and may be replaced. One that lost its stamp is known by
// its go.mod.
func Replaceable(dir, module string) error {
	if Ours(dir) {
		return nil
	}
	data, _ := os.ReadFile(filepath.Join(dir, "go.mod"))
	if modfile.ModulePath(data) == module {
		return nil
	}
	return fmt.Errorf("%s is in the way: it was not generated here; move it, or choose another folder with --out", dir)
}

// Fresh creates a folder beside the generated one of that name to make the next
// one in.
func Fresh(out, name string) (string, error) {
	return os.MkdirTemp(out, "."+name+freshMark)
}

// Replace puts folder fresh in the place of out/name. At any moment there is a
// whole folder of that name; where the system cannot exchange two folders, it is
// absent for a moment, and Recover brings it back should the process end just
// then.
func Replace(fresh, out, name string) error {
	target := filepath.Join(out, name)
	if missing(target) {
		return os.Rename(fresh, target)
	}
	if err := exchange(fresh, target); err != nil {
		return exchangeSlowly(fresh, out, name)
	}
	return os.RemoveAll(fresh)
}

// exchangeSlowly replaces a folder in two steps.
func exchangeSlowly(fresh, out, name string) error {
	old, err := os.MkdirTemp(out, "."+name+oldMark)
	if err != nil {
		return err
	}
	target, aside := filepath.Join(out, name), filepath.Join(old, name)
	if err := os.Rename(target, aside); err != nil {
		return errors.Join(err, os.RemoveAll(old))
	}
	if err := os.Rename(fresh, target); err != nil {
		return errors.Join(err, os.Rename(aside, target), os.RemoveAll(old))
	}
	return os.RemoveAll(old)
}

// Leftovers reports whether an interrupted run, or one that still runs, has left
// something in out.
func Leftovers(out string) bool {
	entries, err := os.ReadDir(out)
	if err != nil {
		return false
	}
	for _, e := range entries {
		if _, ok := leftover(e.Name()); ok {
			return true
		}
	}
	return false
}

// leftover splits the name of an unfinished or replaced folder.
func leftover(name string) (of string, ok bool) {
	for _, mark := range []string{freshMark, oldMark} {
		if of, _, found := strings.Cut(name, mark); found && strings.HasPrefix(of, ".") {
			return of[1:], true
		}
	}
	return "", false
}

// Recover removes what interrupted runs have left in out. An old folder whose
// place is empty goes back there. No other run may be at work.
func Recover(out string) error {
	entries, err := os.ReadDir(out)
	if err != nil {
		return err
	}
	for _, e := range entries {
		of, ok := leftover(e.Name())
		if !ok {
			continue
		}
		name := filepath.Join(out, e.Name())
		aside, target := filepath.Join(name, of), filepath.Join(out, of)
		if strings.Contains(e.Name(), oldMark) && !missing(aside) && missing(target) {
			if err := os.Rename(aside, target); err != nil {
				return err
			}
		}
		if err := os.RemoveAll(name); err != nil {
			return err
		}
	}
	return nil
}

// Generated lists the names of the generated folders in out.
func Generated(out string) []string {
	entries, err := os.ReadDir(out)
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		if _, temporary := leftover(e.Name()); temporary || !e.IsDir() {
			continue
		}
		if _, err := os.Stat(filepath.Join(out, e.Name(), StampName)); err == nil {
			names = append(names, e.Name())
		}
	}
	return names
}
