// Package cache keeps what is expensive to get, for all projects of a user:
// each entry is a folder that is made once and never changed.
package cache

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/tandem-iac/tandem/bindings/internal/lock"
)

// Variable names the folder to use instead of the user's cache folder.
const Variable = "TANDEM_CACHE"

// A Cache is a folder of entries.
type Cache struct{ Dir string }

// Default is the cache of this user: bindings in the folder that Variable
// names, or else in tandem in the user's cache folder.
func Default() (Cache, error) {
	if dir := os.Getenv(Variable); dir != "" {
		dir, err := filepath.Abs(dir)
		return Cache{filepath.Join(dir, "bindings")}, err
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return Cache{}, errors.New("no folder for the cache: neither " + Variable + " nor HOME is set")
	}
	return Cache{filepath.Join(dir, "tandem", "bindings")}, nil
}

// Entry returns the folder of an entry, which name says with slashes. An entry
// that is not there yet is made by fill in a folder beside, and appears only
// when that is complete. Runs that want the same entry wait for the first.
func (c Cache) Entry(ctx context.Context, name string, fill func(dir string) error) (string, error) {
	dir := filepath.Join(c.Dir, filepath.FromSlash(name))
	if exists(dir) {
		return dir, nil
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return "", err
	}
	unlock, err := lock.Acquire(ctx, dir+".lock", nil)
	if err != nil {
		return "", err
	}
	defer unlock()
	if exists(dir) {
		return dir, nil
	}
	if err := clean(dir); err != nil {
		return "", err
	}
	fresh, err := os.MkdirTemp(filepath.Dir(dir), prefix(dir))
	if err != nil {
		return "", err
	}
	err = errors.Join(fill(fresh), os.Chmod(fresh, 0o755)) // a cache may be shared
	if err == nil {
		err = os.Rename(fresh, dir)
	}
	if err != nil {
		return "", errors.Join(err, os.RemoveAll(fresh))
	}
	return dir, nil
}

// prefix starts the names of an entry's unfinished folders.
func prefix(dir string) string { return "." + filepath.Base(dir) + ".tmp-" }

// clean removes what interrupted runs left of an entry.
func clean(dir string) error {
	entries, err := os.ReadDir(filepath.Dir(dir))
	if err != nil {
		return err
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), prefix(dir)) {
			if err := os.RemoveAll(filepath.Join(filepath.Dir(dir), e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

func exists(dir string) bool {
	_, err := os.Stat(dir)
	return !errors.Is(err, fs.ErrNotExist)
}
