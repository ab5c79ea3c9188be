package original

import (
	"bytes"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/tandem-iac/tandem/bindings/internal/assembly"
)

// bundledDir has the dependencies that a package brings along.
const bundledDir = "node_modules/"

// relativeRequire is how compiled TypeScript loads a file of its own package.
var relativeRequire = []byte("require(\".")

// requires lists the relative paths that a JavaScript file loads.
func requires(script []byte) []string {
	var paths []string
	for {
		at := bytes.Index(script, relativeRequire)
		if at < 0 {
			return paths
		}
		script = script[at+len(relativeRequire)-1:]
		if end := bytes.IndexAny(script, "\"\n"); end > 0 && script[end] == '"' {
			paths = append(paths, string(script[:end]))
		}
	}
}

// index says which files each part needs, or why the package cannot be cut.
func (p *packer) index() *Index {
	x := &Index{
		Name:         p.assembly.Name,
		Version:      p.assembly.Version,
		GoModule:     p.assembly.GoModule,
		Main:         p.resolve(".", "./"+p.manifest.Main),
		Dependencies: p.assembly.Dependencies,
	}
	if x.Main == "" {
		x.Indivisible = "its package.json names no main script"
	}
	folders := map[string]string{} // the part that each folder belongs to
	for _, part := range p.assembly.Parts {
		script := p.script(part)
		switch {
		case part.Name == "":
			x.Indivisible = "it has types outside of submodules"
		case script == "":
			x.Indivisible = "the JavaScript of its submodule " + part.Name + " is not where its assembly says"
		default:
			folders[path.Dir(script)] = part.Name
		}
		x.Parts = append(x.Parts, Part{Name: part.Name, Packages: part.Packages, Script: script, Uses: part.Uses})
	}
	for i := range x.Parts {
		if x.Indivisible == "" {
			x.Indivisible = p.follow(&x.Parts[i], x.Main, folders)
		}
	}
	return x
}

// script is the JavaScript file of a part, "" when it is not in the package.
func (p *packer) script(part *assembly.Part) string {
	source, _, _ := strings.Cut(part.SymbolID, ":")
	if source == "" {
		return ""
	}
	tsc := p.manifest.JSII.TSC
	root := path.Clean(p.assembly.SourceRoot)
	if tsc.RootDir != "" {
		root = path.Clean(tsc.RootDir)
	}
	if below, ok := strings.CutPrefix(source, root+"/"); ok {
		source = path.Join(tsc.OutDir, below)
	}
	return p.resolve(".", "./"+source)
}

// resolve finds the file that a relative require in a file of dir loads.
func (p *packer) resolve(dir, required string) string {
	name := path.Join(dir, required)
	for _, candidate := range []string{name, name + ".js", path.Join(name, "index.js")} {
		if _, ok := p.scripts[candidate]; ok {
			return candidate
		}
	}
	return ""
}

// follow collects the files that a part's JavaScript loads. A file in another
// part's folder makes that part one that this one uses. It returns why the
// package cannot be cut, if it turns out so.
func (p *packer) follow(part *Part, main string, folders map[string]string) string {
	uses := map[string]bool{}
	for _, name := range part.Uses {
		uses[name] = true
	}
	seen := map[string]bool{part.Script: true}
	for todo := []string{part.Script}; len(todo) > 0; todo = todo[1:] {
		name := todo[0]
		if name == main {
			return "the JavaScript of its submodule " + part.Name + " loads all others"
		}
		part.Scripts = append(part.Scripts, name)
		for _, required := range p.scripts[name] {
			file := p.resolve(path.Dir(name), required)
			if file == "" || seen[file] {
				continue
			}
			seen[file] = true
			if owner := folders[path.Dir(file)]; owner != "" && owner != part.Name {
				uses[owner] = true
				continue
			}
			todo = append(todo, file)
		}
	}
	slices.Sort(part.Scripts)
	part.Uses = slices.Sorted(maps.Keys(uses))
	return ""
}

// mainScript is the JavaScript file that loads only some parts.
func mainScript(main string, parts []Part) []byte {
	var b strings.Builder
	b.WriteString("\"use strict\";\nObject.defineProperty(exports, \"__esModule\", { value: true });\n")
	for _, part := range parts {
		fmt.Fprintf(&b, "exports.%s = require(%q);\n", part.Name, relative(path.Dir(main), part.Script))
	}
	return []byte(b.String())
}

// relative is a file's path for a require in a file of dir.
func relative(dir, file string) string {
	up := ""
	for dir != "." && !strings.HasPrefix(file, dir+"/") {
		dir, up = path.Dir(dir), up+"../"
	}
	if dir != "." {
		file = strings.TrimPrefix(file, dir+"/")
	}
	if up == "" {
		return "./" + file
	}
	return up + file
}
