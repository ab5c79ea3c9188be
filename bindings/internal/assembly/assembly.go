// Package assembly reads jsii assemblies: the .jsii file of an npm package,
// which lists every type that the package has in other languages. An assembly
// is cut at its top-level submodules, each of which becomes a Go package, so
// that it can be put together again from some of them.
//
// The format is specified at https://aws.github.io/jsii/specification/.
package assembly

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// ErrRedirect says that a .jsii only points to the compressed assembly beside
// it, in the file Compressed.
var ErrRedirect = errors.New("the assembly is in " + Compressed)

// Names of the files that hold an assembly.
const (
	File       = ".jsii"
	Compressed = ".jsii.gz"
)

// schema is the only format there has been since jsii 1.0.
const schema = "jsii/0.10.0"

// An Assembly is a .jsii, cut into parts.
type Assembly struct {
	Name         string
	Version      string
	GoModule     string                     // path of the Go module, with its major version suffix
	Dependencies map[string]Dependency      // by npm package
	SourceRoot   string                     // folder of the TypeScript sources
	Parts        []*Part                    // sorted by name
	Head         map[string]json.RawMessage // all members but types and submodules
}

// A Dependency is another assembly that types of this one mention.
type Dependency struct {
	Range    string // versions it accepts, as npm writes them
	GoModule string // its Go module path, without major version suffix
}

// A Part is a top-level submodule with all that is below it, or, with an empty
// name, the types outside of submodules.
type Part struct {
	Fragment
	Name     string   // its name in JavaScript, such as cloudRunV2Service
	Packages []string // Go packages below the module, its own first
	Uses     []string // other parts that its types mention, sorted
	SymbolID string   // where its TypeScript is, such as src/cloud-run-v2-service/index:
}

// head is what there is to know of an assembly beside its types.
type head struct {
	Schema            string            `json:"schema"`
	Name              string            `json:"name"`
	Version           string            `json:"version"`
	Dependencies      map[string]string `json:"dependencies"`
	DependencyClosure map[string]struct {
		Targets targets `json:"targets"`
	} `json:"dependencyClosure"`
	Targets  targets `json:"targets"`
	Metadata struct {
		TSCRootDir string `json:"tscRootDir"`
	} `json:"metadata"`
}

// Read reads an assembly. It returns ErrRedirect for one that lies elsewhere.
func Read(r io.Reader) (*Assembly, error) {
	members, types, submodules, err := readMembers(json.NewDecoder(r))
	if err != nil {
		return nil, fmt.Errorf("not a jsii assembly: %w", err)
	}
	h, err := readHead(members)
	if err != nil {
		return nil, err
	}
	a := &Assembly{
		Name:         h.Name,
		Version:      h.Version,
		GoModule:     h.Targets.Go.module(h.Name, h.Version),
		Dependencies: map[string]Dependency{},
		SourceRoot:   h.Metadata.TSCRootDir,
		Head:         members,
	}
	for name, accepted := range h.Dependencies {
		t := h.DependencyClosure[name].Targets
		a.Dependencies[name] = Dependency{Range: accepted, GoModule: t.Go.module(name, "")}
	}
	return a, a.cut(types, submodules)
}

func readHead(members map[string]json.RawMessage) (head, error) {
	var h head
	if err := json.Unmarshal(Object(members), &h); err != nil {
		return h, fmt.Errorf("not a jsii assembly: %w", err)
	}
	switch {
	case h.Schema == "jsii/file-redirect":
		return h, ErrRedirect
	case h.Schema != schema:
		return h, fmt.Errorf("a jsii assembly of schema %q, but only %q is known", h.Schema, schema)
	case h.Name == "" || h.Version == "":
		return h, errors.New("a jsii assembly without name or version")
	case h.Targets.Go.ModuleName == "":
		return h, fmt.Errorf("%s is not made for Go: its jsii assembly has no targets.go.moduleName", h.Name)
	}
	return h, nil
}

// cut hands every submodule and type to its part.
func (a *Assembly) cut(types, submodules map[string]json.RawMessage) error {
	parts := map[string]*Part{}
	part := func(name string) *Part {
		if parts[name] == nil {
			parts[name] = &Part{Name: name, Fragment: Fragment{Types: map[string]json.RawMessage{}, Submodules: map[string]json.RawMessage{}}}
		}
		return parts[name]
	}
	names := slices.Sorted(maps.Keys(submodules)) // a parent before its children
	paths := map[string]string{}
	for _, fqn := range names {
		name, err := a.top(fqn)
		if err != nil {
			return err
		}
		if err := part(name).addSubmodule(a.Name, fqn, submodules[fqn], paths); err != nil {
			return err
		}
	}
	for fqn, raw := range types {
		name, err := a.top(fqn)
		if err != nil {
			return err
		}
		if parts[name] == nil || fqn == a.Name+"."+name {
			name = ""
		}
		part(name).Types[fqn] = raw
	}
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		parts[name].findUses(a.Name, parts)
		a.Parts = append(a.Parts, parts[name])
	}
	return nil
}

// top is the first element of a fully qualified name below the assembly's.
func (a *Assembly) top(fqn string) (string, error) {
	below, ok := strings.CutPrefix(fqn, a.Name+".")
	name, _, _ := strings.Cut(below, ".")
	if !ok || name == "" {
		return "", fmt.Errorf("the jsii assembly of %s has a foreign name in it: %q", a.Name, fqn)
	}
	return name, nil
}
