package artefact

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// digest identifies all that decides what comes out of a build: the pin's
// go.mod and go.sum, the flags, the platform and the version of Go. It holds
// no path, so that clones share what they build.
func (a Artefact) digest() (string, error) {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s %s/%s\n%q\n", a.Pin.Package, a.Toolchain.Version, a.Toolchain.OS, a.Toolchain.Arch, a.Pin.Flags())
	for _, name := range []string{"go.mod", "go.sum"} {
		content, err := os.ReadFile(filepath.Join(a.Pin.Module, name))
		if err != nil {
			return "", fmt.Errorf("the pin of %s: %w", a.Pin, err)
		}
		fmt.Fprintf(h, "%s %x\n", name, sha256.Sum256(content))
	}
	return fmt.Sprintf("%x", h.Sum(nil)), nil
}

// key is what the note says: the digest, and the program's size, by which a
// file that was cut short later is noticed.
func key(digest string, size int64) string {
	return fmt.Sprintf("%s %d\n", digest, size)
}

// current reports whether what stands there is what digest stands for.
func (a Artefact) current(digest string) bool {
	noted, err := os.ReadFile(a.Record + ".key")
	if err != nil || !strings.HasPrefix(string(noted), digest) {
		return false
	}
	for _, path := range append([]string{a.Path}, a.Links...) {
		info, err := os.Stat(path)
		if err != nil || key(digest, info.Size()) != string(noted) {
			return false
		}
	}
	return true
}
