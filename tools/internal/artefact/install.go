package artefact

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// install moves the file built, which is in scratch, to where it belongs. The
// note is taken away first and written last: with the note, all is in place.
func (a Artefact) install(built, scratch, digest string) error {
	info, err := os.Stat(built)
	if err != nil {
		return err
	}
	for _, path := range append([]string{a.Path}, a.Links...) {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
	}
	ready := map[string]string{a.Path: built}
	for _, path := range a.Links {
		link, err := os.MkdirTemp(scratch, "link-")
		if err != nil {
			return err
		}
		link = filepath.Join(link, filepath.Base(path))
		if err := share(built, a.Path, link, path); err != nil {
			return err
		}
		ready[path] = link
	}
	note := filepath.Join(scratch, "key")
	if err := os.WriteFile(note, []byte(key(digest, info.Size())), 0o666); err != nil {
		return err
	}
	if err := os.Remove(a.Record + ".key"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, path := range append([]string{a.Path}, a.Links...) {
		if err := os.Rename(ready[path], path); err != nil {
			return err
		}
	}
	return os.Rename(note, a.Record+".key")
}

// How a second path of a file comes to be, in the order they are tried. Tests
// take some away.
var (
	hardLink = os.Link
	symLink  = os.Symlink
)

// share makes link another name of the file built. The two will be moved to
// target and path, which is what a symbolic link has to say.
func share(built, target, link, path string) error {
	if hardLink(built, link) == nil {
		return nil
	}
	relative, err := filepath.Rel(filepath.Dir(path), target)
	if err == nil && symLink(relative, link) == nil {
		return nil
	}
	return copyFile(built, link)
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, info.Mode().Perm())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	_, err = io.Copy(out, in)
	return err
}
