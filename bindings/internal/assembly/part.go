package assembly

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A Fragment is one part's share of an assembly.
type Fragment struct {
	Types      map[string]json.RawMessage // by fully qualified name
	Submodules map[string]json.RawMessage // by fully qualified name
}

// JSON writes a fragment as encoding/json reads it.
func (f Fragment) JSON() []byte {
	return Object(map[string]json.RawMessage{"Types": Object(f.Types), "Submodules": Object(f.Submodules)})
}

// submodule is what there is to know of a submodule beside its types.
type submodule struct {
	SymbolID string  `json:"symbolId"`
	Targets  targets `json:"targets"`
}

// addSubmodule adds the part's own submodule, or one below it. paths collects
// the Go package of every submodule by fully qualified name.
func (p *Part) addSubmodule(assembly, fqn string, raw json.RawMessage, paths map[string]string) error {
	var s submodule
	if err := json.Unmarshal(raw, &s); err != nil {
		return fmt.Errorf("not a jsii assembly: submodule %s: %w", fqn, err)
	}
	dot := strings.LastIndexByte(fqn, '.')
	path := s.Targets.Go.packageName(fqn[dot+1:])
	if above, ok := paths[fqn[:dot]]; ok {
		path = above + "/" + path
	}
	paths[fqn] = path
	if fqn == assembly+"."+p.Name {
		p.SymbolID = s.SymbolID
	}
	p.Packages = append(p.Packages, path)
	p.Submodules[fqn] = raw
	return nil
}

// findUses notes which other parts are mentioned. A mention is any string of
// the assembly that starts with a name of its own: a name that is no type costs
// a part too many, never one too few.
func (p *Part) findUses(assembly string, parts map[string]*Part) {
	used := map[string]bool{}
	quote := []byte(`"` + assembly + `.`)
	for _, raw := range p.Types {
		for rest := raw; ; {
			at := bytes.Index(rest, quote)
			if at < 0 {
				break
			}
			rest = rest[at+len(quote):]
			used[mentioned(rest, parts)] = true
		}
	}
	delete(used, p.Name)
	if parts[""] == nil {
		delete(used, "")
	}
	p.Uses = slices.Sorted(maps.Keys(used))
}

// mentioned is the part that the rest of a fully qualified name belongs to.
func mentioned(rest []byte, parts map[string]*Part) string {
	end := bytes.IndexAny(rest, `."`)
	if end < 0 || rest[end] == '"' || parts[string(rest[:end])] == nil {
		return ""
	}
	return string(rest[:end])
}
