package project

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
)

// leaves are the modules that every binding is built on. They cannot import a
// provider, so nobody has to wait for their download.
var leaves = map[string]bool{
	"github.com/hashicorp/terraform-cdk-go/cdktf": true,
	"github.com/aws/constructs-go/constructs/v10": true,
	"github.com/aws/jsii-runtime-go":              true,
}

// IsLeaf reports whether a module is known to import no provider.
func IsLeaf(path string) bool { return leaves[path] }

// ModFile is the parsed go.mod of a required module.
func (p *Project) ModFile(path string) (*modfile.File, error) {
	var name string
	if from, local := p.source(path); local {
		name = filepath.Join(from.Path, "go.mod")
	} else {
		var err error
		if name, err = p.cached(from, modFileName); err != nil {
			return nil, err
		}
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return modfile.ParseLax(name, data, nil)
}

// Folder is where the sources of a required module lie.
func (p *Project) Folder(path string) (string, error) {
	from, local := p.source(path)
	if local {
		return from.Path, nil
	}
	return p.cached(from, folderName)
}

// source is the module that stands for path, or with local its folder.
func (p *Project) source(path string) (from module.Version, local bool) {
	if to, ok := p.replacement(path); ok {
		return to, to.Version == ""
	}
	return module.Version{Path: path, Version: p.Version(path)}, false
}

// modFileName is the go.mod of a module in the module cache.
func modFileName(path, version string) string {
	return filepath.Join("cache", "download", filepath.FromSlash(path), "@v", version+".mod")
}

// folderName is the folder of a module in the module cache.
func folderName(path, version string) string {
	return filepath.FromSlash(path + "@" + version)
}

// cached is the absolute path of a module's part in the module cache. What is
// missing is downloaded first.
func (p *Project) cached(m module.Version, name func(path, version string) string) (string, error) {
	path, err := module.EscapePath(m.Path)
	if err != nil {
		return "", err
	}
	version, err := module.EscapeVersion(m.Version)
	if err != nil {
		return "", err
	}
	root, err := p.cache.dir()
	if err != nil {
		return "", err
	}
	full := filepath.Join(root, name(path, version))
	if _, err := os.Stat(full); err == nil {
		return full, nil
	}
	reason := p.download(m)
	if _, err := os.Stat(full); err != nil {
		return "", fmt.Errorf("%s is not in the module cache, and go mod download failed: %s", m, reason)
	}
	return full, nil
}

// download fetches modules with the checksums of the project, but outside of
// it, as its provider modules may not be loadable yet. With the first one come
// all others that the build will want, except those that are generated. It
// returns what the Go command said.
func (p *Project) download(first module.Version) string {
	wanted := []string{first.String()}
	if !p.cache.filled {
		p.cache.filled = true
		for _, path := range p.Required() {
			if from, local := p.source(path); !local && npmName(path) == "" && from != first {
				wanted = append(wanted, from.String())
			}
		}
	}
	dir, err := os.MkdirTemp("", "tandem-bindings-")
	if err != nil {
		return err.Error()
	}
	defer os.RemoveAll(dir)
	if err := p.writeScratch(dir); err != nil {
		return err.Error()
	}
	cmd := exec.Command("go", append([]string{"mod", "download"}, wanted...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS="+withoutMod(os.Getenv("GOFLAGS")))
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil && stderr.Len() == 0 {
		return err.Error()
	}
	return about(first, stderr.String())
}

// writeScratch writes a module without requirements and with all checksums.
func (p *Project) writeScratch(dir string) error {
	var sums []byte
	for _, m := range p.Mains {
		data, _ := os.ReadFile(filepath.Join(m.Dir, "go.sum"))
		sums = append(sums, data...)
	}
	data, _ := os.ReadFile(p.WorkFile + ".sum")
	if err := os.WriteFile(filepath.Join(dir, "go.sum"), append(sums, data...), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module download\n"), 0o644)
}

// withoutMod drops the flags that bind the Go command to another go.mod.
func withoutMod(flags string) string {
	return strings.Join(slices.DeleteFunc(strings.Fields(flags), func(flag string) bool {
		flag = strings.TrimLeft(flag, "-")
		return strings.HasPrefix(flag, "mod=") || strings.HasPrefix(flag, "modfile=")
	}), " ")
}

// about picks what the Go command said of one module, or all when it did not
// name it.
func about(m module.Version, stderr string) string {
	lines := strings.Split(strings.TrimSpace(stderr), "\n")
	for _, line := range lines {
		if strings.Contains(line, m.String()) {
			return strings.TrimPrefix(line, "go: ")
		}
	}
	return strings.Join(lines, "; ")
}

// A modCache knows where the Go command keeps modules.
type modCache struct {
	root   string
	filled bool // all missing modules were asked for
}

func (c *modCache) dir() (string, error) {
	if c.root == "" {
		c.root = os.Getenv("GOMODCACHE")
	}
	if c.root != "" {
		return c.root, nil
	}
	out, err := exec.Command("go", "env", "GOMODCACHE").Output()
	if err != nil {
		return "", fmt.Errorf("go env GOMODCACHE: %w; is Go on PATH?", err)
	}
	c.root = strings.TrimSpace(string(out))
	return c.root, nil
}
