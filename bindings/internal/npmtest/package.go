// Package npmtest stands in for npm, its registry and jsii-pacmak in tests:
// small packages of the shape that CDKTF publishes, and the commands npm and
// node that serve and translate them.
package npmtest

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A Package is what the tarball of an npm package holds, by path.
type Package map[string]string

// Tarball packs it as npm does.
func (p Package) Tarball() []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	for _, name := range slices.Sorted(maps.Keys(p)) {
		header := tar.Header{Name: "package/" + name, Mode: 0o644, Size: int64(len(p[name])), Typeflag: tar.TypeReg}
		if err := w.WriteHeader(&header); err != nil {
			panic(err)
		}
		if _, err := w.Write([]byte(p[name])); err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// A Library describes a jsii package.
type Library struct {
	Name, Version string
	GoModule      string            // moduleName of the Go target
	GoPackage     string            // packageName of the Go target
	Dependencies  map[string]string // accepted versions by npm package
	Submodules    []Submodule
	RootTypes     []string // types outside of submodules
}

// A Submodule is a folder of TypeScript with its types.
type Submodule struct {
	Name  string
	Types map[string][]string // by type, the types it mentions, such as other.Thing
	Loads []string            // other submodules that its JavaScript loads
}

// Targets is the jsii configuration of a package for Go.
type Targets struct {
	Go struct {
		ModuleName  string `json:"moduleName"`
		PackageName string `json:"packageName,omitempty"`
	} `json:"go"`
}

// Package makes the npm package of a library.
func (l Library) Package() Package {
	p := Package{
		"package.json":        l.manifest(),
		".jsii":               l.assembly(),
		"LICENSE":             "license of " + l.Name + "\n",
		"lib/index.js":        l.index(),
		"lib/index.d.ts":      "// types\n",
		"README.md":           "# " + l.Name + "\n",
		"src/ignored/test.ts": "// sources\n",
	}
	for _, s := range l.Submodules {
		script := fmt.Sprintf("exports.name = %q;\nconst structs = require(\"./structs\");\nconst cdktf = require(\"cdktf\");\n", s.Name)
		for _, other := range s.Loads {
			script += fmt.Sprintf("const %s = require(\"../%s\");\n", other, folder(other))
		}
		p["lib/"+folder(s.Name)+"/index.js"] = script
		p["lib/"+folder(s.Name)+"/structs.js"] = "// structs of " + s.Name + "\n"
		p["lib/"+folder(s.Name)+"/index.d.ts"] = "// types\n"
	}
	return p
}

// folder is where TypeScript of a submodule lies: thingPolicy is in thing-policy.
func folder(submodule string) string {
	var b strings.Builder
	for _, r := range submodule {
		if r >= 'A' && r <= 'Z' {
			b.WriteByte('-')
		}
		b.WriteString(strings.ToLower(string(r)))
	}
	return b.String()
}

func (l Library) targets() (t Targets) {
	t.Go.ModuleName, t.Go.PackageName = l.GoModule, l.GoPackage
	return t
}

func (l Library) manifest() string {
	return marshal(map[string]any{
		"name": l.Name, "version": l.Version, "main": "lib/index.js", "peerDependencies": l.Dependencies,
		"jsii": map[string]any{"outdir": "dist", "targets": l.targets(), "tsc": map[string]string{"outDir": "lib", "rootDir": "src"}},
	})
}

func (l Library) index() string {
	var b strings.Builder
	for _, s := range l.Submodules {
		fmt.Fprintf(&b, "exports.%s = require(\"./%s\");\n", s.Name, folder(s.Name))
	}
	return b.String()
}

func (l Library) assembly() string {
	types, submodules, closure := map[string]any{}, map[string]any{}, map[string]any{}
	for _, s := range l.Submodules {
		submodules[l.Name+"."+s.Name] = map[string]string{"symbolId": "src/" + folder(s.Name) + "/index:"}
		for name, mentions := range s.Types {
			types[l.Name+"."+s.Name+"."+name] = l.class(s.Name+"."+name, mentions)
		}
	}
	for _, name := range l.RootTypes {
		types[l.Name+"."+name] = l.class(name, nil)
	}
	for name := range l.Dependencies {
		closure[name] = map[string]Targets{"targets": Core[name].targets()}
	}
	return marshal(map[string]any{
		"schema": "jsii/0.10.0", "name": l.Name, "version": l.Version, "fingerprint": "original",
		"targets": l.targets(), "metadata": map[string]string{"tscRootDir": "src"},
		"dependencies": l.Dependencies, "dependencyClosure": closure,
		"submodules": submodules, "types": types,
	})
}

// class is a type that mentions others in its properties.
func (l Library) class(name string, mentions []string) any {
	var properties []any
	for _, other := range mentions {
		properties = append(properties, map[string]any{
			"name": "property", "type": map[string]string{"fqn": l.Name + "." + other},
		})
	}
	return map[string]any{
		"assembly": l.Name, "fqn": l.Name + "." + name, "kind": "class", "base": "cdktf.TerraformResource",
		"properties": properties, "docs": map[string]string{"summary": "<" + name + "> & more."},
	}
}

func marshal(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(data)
}
