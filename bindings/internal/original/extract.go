package original

import (
	"archive/zip"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tandem-iac/tandem/bindings/internal/assembly"
)

// A Package is an opened zip.
type Package struct {
	Index
	zip   *zip.ReadCloser
	files map[string]*zip.File
}

// Open opens a zip that Pack wrote.
func Open(name string) (*Package, error) {
	z, err := zip.OpenReader(name)
	if err != nil {
		return nil, err
	}
	p := &Package{zip: z, files: make(map[string]*zip.File, len(z.File))}
	for _, f := range z.File {
		p.files[f.Name] = f
	}
	data, err := p.read(indexName)
	if err == nil {
		err = json.Unmarshal(data, &p.Index)
	}
	if err != nil {
		z.Close()
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return p, nil
}

// Close closes the zip.
func (p *Package) Close() error { return p.zip.Close() }

func (p *Package) read(name string) ([]byte, error) {
	f := p.files[name]
	if f == nil {
		return nil, fmt.Errorf("%s is missing", name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// Extract writes an npm package to dir that has the given Go packages and all
// that they use, or with nil everything. It returns how many parts that are.
func (p *Package) Extract(dir string, packages []string) (int, error) {
	parts := p.Parts
	if packages != nil && p.Whole == "" {
		parts, _ = p.closure(packages)
	}
	whole := len(parts) == len(p.Parts)
	if err := p.writeAssembly(dir, parts, whole); err != nil {
		return 0, err
	}
	for _, name := range p.select_(parts, whole) {
		data, err := p.read(filesDir + name)
		if err != nil {
			return 0, err
		}
		if err := write(filepath.Join(dir, filepath.FromSlash(name)), data); err != nil {
			return 0, err
		}
	}
	if whole {
		return len(parts), nil
	}
	return len(parts), write(filepath.Join(dir, filepath.FromSlash(p.Main)), mainScript(p.Main, parts))
}

// select_ lists the files of some parts.
func (p *Package) select_(parts []Part, whole bool) []string {
	names := map[string]bool{}
	for name := range p.files {
		if name, ok := strings.CutPrefix(name, filesDir); ok && (whole || !strings.HasSuffix(name, ".js")) {
			names[name] = true
		}
	}
	for _, part := range parts {
		for _, name := range part.Files {
			names[name] = true
		}
	}
	for _, name := range p.Shared {
		names[name] = true
	}
	return slices.Sorted(maps.Keys(names))
}

// writeAssembly writes the assembly of some parts.
func (p *Package) writeAssembly(dir string, parts []Part, whole bool) error {
	data, err := p.read(headName)
	if err != nil {
		return err
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(data, &members); err != nil {
		return err
	}
	if !whole {
		members["fingerprint"] = json.RawMessage(`"**********"`) // jsii's own mark of a changed assembly
	}
	all := fragment{Types: map[string]json.RawMessage{}, Submodules: map[string]json.RawMessage{}}
	for _, part := range parts {
		data, err := p.read(partsDir + part.Name + ".json")
		if err != nil {
			return err
		}
		var f fragment
		if err := json.Unmarshal(data, &f); err != nil {
			return err
		}
		maps.Copy(all.Types, f.Types)
		maps.Copy(all.Submodules, f.Submodules)
	}
	if members["types"], err = json.Marshal(all.Types); err != nil {
		return err
	}
	if members["submodules"], err = json.Marshal(all.Submodules); err != nil {
		return err
	}
	data, err = json.Marshal(members)
	if err != nil {
		return err
	}
	return write(filepath.Join(dir, assembly.File), data)
}

// mainScript is the JavaScript file that loads only some parts.
func mainScript(main string, parts []Part) []byte {
	var b strings.Builder
	b.WriteString("\"use strict\";\nObject.defineProperty(exports, \"__esModule\", { value: true });\n")
	for _, part := range parts {
		relative, _ := filepath.Rel(filepath.FromSlash(path.Dir(main)), filepath.FromSlash(part.Require))
		fmt.Fprintf(&b, "exports.%s = require(%q);\n", part.Name, "./"+filepath.ToSlash(relative))
	}
	return []byte(b.String())
}

func write(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o644)
}
