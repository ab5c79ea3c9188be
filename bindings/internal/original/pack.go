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
	"path/filepath"
	"strings"

	"github.com/tandem-iac/tandem/bindings/internal/assembly"
)

// What the zip has beside the package's own files.
const (
	indexName = "index.json"
	headName  = "head.json" // the assembly without parts
	filesDir  = "files/"    // the package's own files
)

// partName is the file of one of the assembly's parts.
func partName(name string) string { return "parts/" + name + ".json" }

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
	compressor, err := flate.NewWriter(nil, flate.BestSpeed)
	if err != nil {
		return err
	}
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		compressor.Reset(w) // files are written one after the other
		return compressor, nil
	})
	p := packer{zip: z, scripts: map[string][]string{}}
	if err := p.readTarball(tarball); err != nil {
		return err
	}
	if p.assembly == nil {
		return errors.New("no " + assembly.File + " in the package: it was not made with jsii")
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
		_, name, _ := strings.Cut(header.Name, "/") // npm calls the first folder what it likes
		if header.Typeflag != tar.TypeReg || !filepath.IsLocal(filepath.FromSlash(name)) {
			continue
		}
		if err := p.file(name, files); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
}

// file takes in one file of the package. Bindings need the assembly, the
// JavaScript, what is bundled with it, and the license.
func (p *packer) file(name string, r io.Reader) error {
	bundled := strings.HasPrefix(name, bundledDir)
	script := strings.HasSuffix(name, ".js") && !bundled
	switch {
	case name == assembly.File, name == assembly.Compressed:
		return p.readAssembly(name, r)
	case name == "package.json", name == "LICENSE", name == "NOTICE", script, bundled:
	default:
		return nil
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if script {
		p.scripts[name] = requires(data)
	}
	if name == "package.json" {
		if err := json.Unmarshal(data, &p.manifest); err != nil {
			return err
		}
	}
	return p.write(filesDir+name, data)
}

func (p *packer) readAssembly(name string, r io.Reader) error {
	if name == assembly.Compressed {
		unzipped, err := gzip.NewReader(r)
		if err != nil {
			return err
		}
		r = unzipped
	}
	a, err := assembly.Read(r)
	if errors.Is(err, assembly.ErrRedirect) {
		return nil
	}
	p.assembly = a
	return err
}

// writeAssembly writes the assembly in parts, and the index.
func (p *packer) writeAssembly() error {
	if err := p.write(headName, assembly.Object(p.assembly.Head)); err != nil {
		return err
	}
	for _, part := range p.assembly.Parts {
		if err := p.write(partName(part.Name), part.JSON()); err != nil {
			return err
		}
	}
	index, err := json.Marshal(p.index())
	if err != nil {
		return err
	}
	return p.write(indexName, index)
}

func (p *packer) write(name string, data []byte) error {
	w, err := p.zip.Create(name)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}
