package project

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"
)

// leaves are the modules that every binding is built on. They cannot import a
// provider, so they are not even looked for.
var leaves = map[string]bool{
	"github.com/hashicorp/terraform-cdk-go/cdktf": true,
	"github.com/aws/constructs-go/constructs/v10": true,
	"github.com/aws/jsii-runtime-go":              true,
}

// ModFile is the go.mod of a required module.
func (p *Project) ModFile(path string) (*modfile.File, error) {
	if leaves[path] {
		return &modfile.File{Go: &modfile.Go{Version: "1.17"}}, nil
	}
	name, err := p.modFileName(path)
	if err != nil {
		return nil, err
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return modfile.ParseLax(name, data, nil)
}

// ListsAll reports whether a go.mod names every module that its packages need,
// the indirect ones included.
func ListsAll(mod *modfile.File) bool {
	return mod.Go != nil && semver.Compare(goSemver(mod.Go.Version), "v1.17") >= 0
}

// Folder is where the sources of a required module lie.
func (p *Project) Folder(path string) (string, error) {
	from, local, err := p.source(path)
	if err != nil || local {
		return from.Path, err
	}
	dir, err := escaped(from)
	if err != nil {
		return "", err
	}
	cache, err := modCache()
	if err != nil {
		return "", err
	}
	dir = filepath.Join(cache, filepath.FromSlash(dir))
	return dir, p.present(from, dir)
}

// modFileName is where the go.mod of a required module lies.
func (p *Project) modFileName(path string) (string, error) {
	from, local, err := p.source(path)
	if err != nil {
		return "", err
	}
	if local {
		return filepath.Join(from.Path, "go.mod"), nil
	}
	escapedPath, err := module.EscapePath(from.Path)
	if err != nil {
		return "", err
	}
	version, err := module.EscapeVersion(from.Version)
	if err != nil {
		return "", err
	}
	cache, err := modCache()
	if err != nil {
		return "", err
	}
	name := filepath.Join(cache, "cache", "download", filepath.FromSlash(escapedPath), "@v", version+".mod")
	return name, p.present(from, name)
}

// source is the module version, or with local the folder, that stands for path.
func (p *Project) source(path string) (from module.Version, local bool, err error) {
	if to, ok := p.Replacement(path); ok {
		return to, to.Version == "", nil
	}
	return module.Version{Path: path, Version: p.requires[path]}, false, nil
}

func escaped(m module.Version) (string, error) {
	path, err := module.EscapePath(m.Path)
	if err != nil {
		return "", err
	}
	version, err := module.EscapeVersion(m.Version)
	if err != nil {
		return "", err
	}
	return path + "@" + version, nil
}

// present downloads a module when name, a part of it, is not in the cache yet.
func (p *Project) present(m module.Version, name string) error {
	if _, err := os.Stat(name); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return p.download(m)
}

// download fetches one module with the checksums of the project's go.sum, but
// outside of the project, whose provider modules may not be loadable yet.
func (p *Project) download(m module.Version) error {
	dir, err := os.MkdirTemp("", "tandem-bindings-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module download\n"), 0o644); err != nil {
		return err
	}
	var sums []byte
	for _, main := range p.Mains {
		data, _ := os.ReadFile(filepath.Join(main.Dir, "go.sum"))
		sums = append(sums, data...)
	}
	if err := os.WriteFile(filepath.Join(dir, "go.sum"), sums, 0o644); err != nil {
		return err
	}
	cmd := exec.Command("go", "mod", "download", m.String())
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("go mod download %s: %s", m, cause(stderr.String(), err))
	}
	return nil
}

func cause(stderr string, err error) string {
	if lines := strings.Split(strings.TrimSpace(stderr), "\n"); lines[0] != "" {
		return strings.Join(lines, " ")
	}
	return err.Error()
}

// modCache asks the Go command for its module cache, once.
var modCache = onceCache()

func onceCache() func() (string, error) {
	var dir string
	var err error
	asked := false
	return func() (string, error) {
		if asked {
			return dir, err
		}
		asked = true
		if dir = os.Getenv("GOMODCACHE"); dir != "" {
			return dir, nil
		}
		out, runErr := exec.Command("go", "env", "GOMODCACHE").Output()
		if runErr != nil {
			err = fmt.Errorf("go env GOMODCACHE: %w", runErr)
		}
		dir = strings.TrimSpace(string(out))
		return dir, err
	}
}
