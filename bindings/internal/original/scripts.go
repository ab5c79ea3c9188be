package original

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/tandem-iac/tandem/bindings/internal/assembly"
)

var relativeRequire = regexp.MustCompile(`\brequire\(["'](\.[^"'\n]*)["']\)`)

// requires lists the relative paths that a JavaScript file loads.
func requires(script []byte) []string {
	var paths []string
	for _, m := range relativeRequire.FindAllSubmatch(script, -1) {
		paths = append(paths, string(m[1]))
	}
	return paths
}

// index says which files each part needs, or why the package cannot be cut.
func (p *packer) index() *Index {
	x := &Index{
		Name:         p.assembly.Name,
		Version:      p.assembly.Version,
		GoModule:     p.assembly.GoModule,
		Main:         p.mainScript(),
		Dependencies: p.assembly.Dependencies,
		Shared:       p.shared,
	}
	owners := map[string]string{} // folder of a part's JavaScript to its name
	for _, part := range p.assembly.Parts {
		script := p.script(part)
		switch {
		case part.Name == "":
			x.Whole = "it has types outside of submodules"
		case script == "":
			x.Whole = "the JavaScript of its submodule " + part.Name + " is not where its jsii assembly says"
		default:
			owners[path.Dir(script)] = part.Name
		}
		x.Parts = append(x.Parts, Part{
			Name:     part.Name,
			Packages: part.Packages,
			Require:  script,
			Uses:     part.Uses,
			Types:    len(part.Types),
		})
	}
	for i := range x.Parts {
		if x.Whole == "" {
			p.follow(x, &x.Parts[i], owners)
		}
	}
	return x
}

// mainScript is the JavaScript file that loads all others.
func (p *packer) mainScript() string {
	if name := p.resolve("", "./"+p.manifest.Main); name != "" {
		return name
	}
	return "index.js"
}

// script is the JavaScript file of a part, "" when it is not in the package.
func (p *packer) script(part *assembly.Part) string {
	source, _, _ := strings.Cut(part.SymbolID, ":")
	tsc := p.manifest.JSII.TSC
	root := tsc.RootDir
	if root == "" {
		root = p.assembly.SourceRoot
	}
	if source == "" {
		return ""
	}
	if below, ok := strings.CutPrefix(source, path.Clean(root)+"/"); ok {
		source = path.Join(tsc.OutDir, below)
	}
	return p.resolve("", "./"+source)
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
// part's folder makes that part one that this one uses.
func (p *packer) follow(x *Index, part *Part, owners map[string]string) {
	uses := map[string]bool{}
	for _, name := range part.Uses {
		uses[name] = true
	}
	seen := map[string]bool{part.Require: true}
	for todo := []string{part.Require}; len(todo) > 0; todo = todo[1:] {
		name := todo[0]
		if name == x.Main {
			x.Whole = "the JavaScript of its submodule " + part.Name + " loads all others"
			return
		}
		part.Files = append(part.Files, name)
		for _, required := range p.scripts[name] {
			file := p.resolve(path.Dir(name), required)
			if file == "" || seen[file] {
				continue
			}
			seen[file] = true
			if owner := owners[path.Dir(file)]; owner != "" && owner != part.Name {
				uses[owner] = true
				continue
			}
			todo = append(todo, file)
		}
	}
	slices.Sort(part.Files)
	part.Uses = slices.Sorted(maps.Keys(uses))
}
