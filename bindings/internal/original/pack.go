package original

import (
	"archive/tar"
	"archive/zip"
	"compress/flate"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/tandem-iac/tandem/bindings/internal/assembly"
)

// Names in the zip beside the package's own files, which are below files/.
const (
	indexName = "index.json"
	headName  = "head.json"
	partsDir  = "parts/"
	filesDir  = "files/"
)

// manifest is what there is to know of a package.json.
type manifest struct {
	Main string `json:"main"`
	JSII struct {
		TSC struct {
			OutDir  string `json:"outDir"`
			RootDir string `json:"rootDir"`
		} `json:"tsc"`
	} `json:"jsii"`
}

// Pack reads the tarball of an npm package and writes the zip.
func Pack(w io.Writer, tarball io.Reader) error {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestSpeed)
	})
	p := packer{zip: z, scripts: map[string][]string{}}
	if err := p.readTarball(tarball); err != nil {
		return err
	}
	if p.assembly == nil {
		return errors.New("no .jsii in the package: it is not made with jsii")
	}
	if err := p.writeAssembly(); err != nil {
		return err
	}
	return z.Close()
}

// A packer copies the files that bindings need and remembers what the index has
// to say of them.
type packer struct {
	zip      *zip.Writer
	assembly *assembly.Assembly
	manifest manifest
	scripts  map[string][]string // relative paths that each JavaScript file requires
	shared   []string            // bundled dependencies
}

func (p *packer) readTarball(r io.Reader) error {
	unzipped, err := gzip.NewReader(r)
	if err != nil {
		return err
	}
	for files := tar.NewReader(unzipped); ; {
		header, err := files.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		_, name, ok := strings.Cut(path.Clean(header.Name), "/") // the first element is arbitrary
		if !ok || header.Typeflag != tar.TypeReg || !path.IsAbs("/"+name) || strings.HasPrefix(name, "../") {
			continue
		}
		if err := p.file(name, files); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
}

// file takes in one file of the package.
func (p *packer) file(name string, r io.Reader) error {
	switch {
	case name == assembly.File:
		return p.readAssembly(r)
	case name == assembly.Compressed:
		unzipped, err := gzip.NewReader(r)
		if err != nil {
			return err
		}
		return p.readAssembly(unzipped)
	case name == "package.json", name == "LICENSE", name == "NOTICE":
	case strings.HasPrefix(name, "node_modules/"):
		p.shared = append(p.shared, name)
	case !strings.HasSuffix(name, ".js"):
		return nil
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if name == "package.json" {
		if err := json.Unmarshal(data, &p.manifest); err != nil {
			return err
		}
	}
	if strings.HasSuffix(name, ".js") && !strings.HasPrefix(name, "node_modules/") {
		p.scripts[name] = requires(data)
	}
	return p.write(filesDir+name, data)
}

func (p *packer) readAssembly(r io.Reader) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	a, err := assembly.Parse(data)
	if errors.Is(err, assembly.ErrRedirect) {
		return nil
	}
	p.assembly = a
	return err
}

func (p *packer) write(name string, data []byte) error {
	w, err := p.zip.Create(name)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

// writeAssembly writes the parts and, last, the index.
func (p *packer) writeAssembly() error {
	head, err := json.Marshal(p.assembly.Head)
	if err != nil {
		return err
	}
	if err := p.write(headName, head); err != nil {
		return err
	}
	for _, part := range p.assembly.Parts {
		data, err := json.Marshal(fragment{Types: part.Types, Submodules: part.Submodules})
		if err != nil {
			return err
		}
		if err := p.write(partsDir+part.Name+".json", data); err != nil {
			return err
		}
	}
	index, err := json.Marshal(p.index())
	if err != nil {
		return err
	}
	return p.write(indexName, index)
}

// A fragment is one part's share of an assembly.
type fragment struct {
	Types      map[string]json.RawMessage `json:"types"`
	Submodules map[string]json.RawMessage `json:"submodules"`
}
