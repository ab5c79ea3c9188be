package original

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/tandem-iac/tandem/bindings/internal/npmtest"
)

// library draws a provider whose types and scripts refer to each other at
// random.
func library(t *rapid.T) npmtest.Library {
	l := npmtest.Demo("1.0.0")
	l.Submodules = nil
	var names, types []string
	for i := range rapid.IntRange(1, 7).Draw(t, "submodules") {
		names = append(names, fmt.Sprintf("sub%c", 'A'+i))
		for j := range rapid.IntRange(0, 3).Draw(t, "types") {
			types = append(types, fmt.Sprintf("%s.Type%d", names[i], j))
		}
	}
	for _, name := range names {
		s := npmtest.Submodule{Name: name, Types: map[string][]string{}}
		for _, fqn := range types {
			if local, ok := strings.CutPrefix(fqn, name+"."); ok {
				s.Types[local] = rapid.SliceOfN(rapid.SampledFrom(types), 0, 2).Draw(t, "mentions of "+fqn)
			}
		}
		s.Loads = rapid.SliceOfN(rapid.SampledFrom(names), 0, 1).Draw(t, "loads of "+name)
		l.Submodules = append(l.Submodules, s)
	}
	return l
}

// closure is what a selection of submodules needs, by the plain definition.
func closure(l npmtest.Library, selected []string) []string {
	kept := map[string]bool{}
	for _, name := range selected {
		kept[name] = true
	}
	for changed := true; changed; {
		changed = false
		for _, s := range l.Submodules {
			uses := slices.Clone(s.Loads)
			for _, mentions := range s.Types {
				for _, fqn := range mentions {
					name, _, _ := strings.Cut(fqn, ".")
					uses = append(uses, name)
				}
			}
			for _, name := range uses {
				changed = changed || kept[s.Name] && !kept[name]
				kept[name] = kept[name] || kept[s.Name]
			}
		}
	}
	maps.DeleteFunc(kept, func(_ string, is bool) bool { return !is })
	return slices.Sorted(maps.Keys(kept))
}

// TestPruning prunes providers at random: exactly what the selection needs is
// kept, unchanged, and nothing refers to what is gone.
func TestPruning(t *testing.T) {
	outer := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		l := library(t)
		var all []string
		for _, s := range l.Submodules {
			all = append(all, s.Name)
		}
		selected := rapid.SliceOfDistinct(rapid.SampledFrom(all), rapid.ID[string]).Draw(t, "selected")
		dir, err := os.MkdirTemp(outer, "")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		p := open(t, dir, l.Package())
		defer p.Close()
		var packages []string
		for _, name := range selected {
			packages = append(packages, strings.ToLower(name))
		}
		out := filepath.Join(dir, "out")
		if err := p.Extract(out, packages); err != nil {
			t.Fatal(err)
		}
		checkTypes(t, l, closure(l, selected), read(t, out, ".jsii"))
		checkScripts(t, out)
	})
}

type document struct {
	Types, Submodules map[string]any
}

func checkTypes(t *rapid.T, l npmtest.Library, kept []string, pruned string) {
	var whole, got document
	if err := json.Unmarshal([]byte(l.Package()[".jsii"]), &whole); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(pruned), &got); err != nil {
		t.Fatal(err)
	}
	gone := func(fqn string, _ any) bool {
		name, _, _ := strings.Cut(strings.TrimPrefix(fqn, l.Name+"."), ".")
		return !slices.Contains(kept, name)
	}
	want := document{maps.Clone(whole.Types), maps.Clone(whole.Submodules)}
	maps.DeleteFunc(want.Types, gone)
	maps.DeleteFunc(want.Submodules, gone)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}
	for fqn := range whole.Types {
		if _, ok := got.Types[fqn]; !ok && strings.Contains(pruned, `"`+fqn+`"`) {
			t.Fatalf("%s is mentioned, but gone", fqn)
		}
	}
}

// checkScripts follows every relative require of every script.
func checkScripts(t *rapid.T, dir string) {
	names := files(t, dir)
	for _, name := range names {
		if !strings.HasSuffix(name, ".js") {
			continue
		}
		for _, required := range requires([]byte(read(t, dir, name))) {
			file := path.Join(path.Dir(name), required)
			if !slices.Contains(names, file) && !slices.Contains(names, file+".js") && !slices.Contains(names, file+"/index.js") {
				t.Fatalf("%s requires %s, which is gone", name, required)
			}
		}
	}
}
