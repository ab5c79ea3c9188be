package original

import (
	"archive/zip"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"

	"github.com/tandem-iac/tandem/bindings/internal/assembly"
)

// A Package is an opened zip.
type Package struct {
	Index
	name  string
	zip   *zip.ReadCloser
	files map[string]*zip.File
}

// Open opens a zip that Pack wrote.
func Open(name string) (*Package, error) {
	z, err := zip.OpenReader(name)
	if err != nil {
		return nil, damaged(name, err)
	}
	p := &Package{name: name, zip: z, files: make(map[string]*zip.File, len(z.File))}
	for _, f := range z.File {
		p.files[f.Name] = f
	}
	if err := p.readJSON(indexName, &p.Index); err != nil {
		z.Close()
		return nil, err
	}
	return p, nil
}

func damaged(name string, err error) error {
	return fmt.Errorf("%s is damaged: %w; remove its folder and run again", name, err)
}

// Close closes the zip.
func (p *Package) Close() error { return p.zip.Close() }

func (p *Package) read(name string) ([]byte, error) {
	f := p.files[name]
	if f == nil {
		return nil, damaged(p.name, fmt.Errorf("%s is missing", name))
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged(p.name, err)
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, damaged(p.name, fmt.Errorf("%s: %w", name, err))
	}
	return data, nil
}

func (p *Package) readJSON(name string, into any) error {
	data, err := p.read(name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, into); err != nil {
		return damaged(p.name, fmt.Errorf("%s: %w", name, err))
	}
	return nil
}

// Extract writes an npm package to dir that has the given Go packages and all
// that those use. An indivisible one has everything.
func (p *Package) Extract(dir string, packages []string) error {
	if p.Indivisible != "" {
		return p.ExtractWhole(dir)
	}
	parts := p.keep(packages)
	if err := p.writeAssembly(dir, parts, json.RawMessage(`"**********"`)); err != nil { // jsii's own mark of a changed one
		return err
	}
	wanted := map[string]bool{}
	for _, part := range parts {
		for _, name := range part.Scripts {
			wanted[name] = true
		}
	}
	err := p.writeFiles(dir, func(name string) bool {
		return wanted[name] || !strings.HasSuffix(name, ".js") || strings.HasPrefix(name, bundledDir)
	})
	if err != nil {
		return err
	}
	return write(dir, p.Main, mainScript(p.Main, parts))
}

// ExtractWhole writes the npm package to dir with everything that bindings
// need.
func (p *Package) ExtractWhole(dir string) error {
	if err := p.writeAssembly(dir, p.Parts, nil); err != nil {
		return err
	}
	return p.writeFiles(dir, func(string) bool { return true })
}

// ExtractTypes writes to dir what a package must have to be a dependency of one
// that bindings are generated from: no JavaScript of its own, only its place.
func (p *Package) ExtractTypes(dir string) error {
	if err := p.writeAssembly(dir, p.Parts, nil); err != nil {
		return err
	}
	if p.Main != "" {
		if err := write(dir, p.Main, nil); err != nil {
			return err
		}
	}
	return p.writeFiles(dir, func(name string) bool { return name == "package.json" })
}

// writeFiles writes the package's own files that are wanted.
func (p *Package) writeFiles(dir string, wanted func(name string) bool) error {
	for _, f := range p.zip.File {
		name, ok := strings.CutPrefix(f.Name, filesDir)
		if !ok || !wanted(name) {
			continue
		}
		data, err := p.read(f.Name)
		if err != nil {
			return err
		}
		if err := write(dir, name, data); err != nil {
			return err
		}
	}
	return nil
}

// writeAssembly writes the assembly of some parts.
func (p *Package) writeAssembly(dir string, parts []Part, fingerprint json.RawMessage) error {
	var members map[string]json.RawMessage
	if err := p.readJSON(headName, &members); err != nil {
		return err
	}
	if fingerprint != nil {
		members["fingerprint"] = fingerprint
	}
	types, submodules := map[string]json.RawMessage{}, map[string]json.RawMessage{}
	for _, part := range parts {
		var f assembly.Fragment
		if err := p.readJSON(partName(part.Name), &f); err != nil {
			return err
		}
		maps.Copy(types, f.Types)
		maps.Copy(submodules, f.Submodules)
	}
	members["types"] = assembly.Object(types)
	members["submodules"] = assembly.Object(submodules)
	return write(dir, assembly.File, assembly.Object(members))
}

func write(dir, name string, data []byte) error {
	name = filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o644)
}
