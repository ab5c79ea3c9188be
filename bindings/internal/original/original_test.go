package original

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
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

// failer is what testing.T and rapid.T share.
type failer interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// open packs an npm package into a zip in dir and opens it.
func open(t failer, dir string, p npmtest.Package) *Package {
	t.Helper()
	name := filepath.Join(dir, FileName)
	w, err := os.Create(name)
	if err != nil {
		t.Fatalf("%v", err)
	}
	defer w.Close()
	if err := Pack(w, bytes.NewReader(p.Tarball())); err != nil {
		t.Fatalf("%v", err)
	}
	opened, err := Open(name)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return opened
}

// files lists the files below dir.
func files(t failer, dir string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			name, err = filepath.Rel(dir, name)
			names = append(names, filepath.ToSlash(name))
		}
		return err
	})
	if err != nil {
		t.Fatalf("%v", err)
	}
	slices.Sort(names)
	return names
}

func TestExtract(t *testing.T) {
	p := open(t, t.TempDir(), npmtest.Demo("2.1.0").Package())
	defer p.Close()
	always := []string{".jsii", "LICENSE", "lib/index.js", "package.json"}
	script := func(folders ...string) []string {
		names := slices.Clone(always)
		for _, folder := range folders {
			names = append(names, "lib/"+folder+"/index.js", "lib/"+folder+"/structs.js")
		}
		slices.Sort(names)
		return names
	}
	for _, test := range []struct {
		name     string
		packages []string
		want     []string
	}{
		{"one", []string{"bucket"}, script("bucket")},
		{"a type that mentions another", []string{"thingpolicy"}, script("thing", "thing-policy")},
		{"JavaScript that loads another's", []string{"datademothing"}, script("data-demo-thing", "thing")},
		{"unknown ones", []string{"jsii", "nothing"}, always},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := p.Extract(dir, test.packages); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, files(t, dir)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	t.Run("whole", func(t *testing.T) {
		dir := t.TempDir()
		if err := p.ExtractWhole(dir); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(script("bucket", "data-demo-thing", "provider", "thing", "thing-policy"), files(t, dir)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		sameJSON(t, npmtest.Demo("2.1.0").Package()[".jsii"], read(t, dir, ".jsii"))
	})
	t.Run("types", func(t *testing.T) {
		dir := t.TempDir()
		if err := p.ExtractTypes(dir); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{".jsii", "lib/index.js", "package.json"}, files(t, dir)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("main script", func(t *testing.T) {
		dir := t.TempDir()
		if err := p.Extract(dir, []string{"thingpolicy", "bucket"}); err != nil {
			t.Fatal(err)
		}
		const want = `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.bucket = require("./bucket/index.js");
exports.thing = require("./thing/index.js");
exports.thingPolicy = require("./thing-policy/index.js");
`
		if diff := cmp.Diff(want, read(t, dir, "lib/index.js")); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func read(t failer, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatalf("%v", err)
	}
	return string(data)
}

func sameJSON(t *testing.T, want, got string) {
	t.Helper()
	var a, b any
	if err := json.Unmarshal([]byte(want), &a); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(got), &b); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(a, b); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestShapes packs packages that are not quite like a prebuilt provider.
func TestShapes(t *testing.T) {
	demo := func(change func(p npmtest.Package)) npmtest.Package {
		p := npmtest.Demo("2.1.0").Package()
		change(p)
		return p
	}
	rooted := npmtest.Demo("2.1.0")
	rooted.RootTypes = []string{"Root"}
	for name, test := range map[string]struct {
		pkg         npmtest.Package
		indivisible string
	}{
		"types outside of submodules": {rooted.Package(), "it has types outside of submodules"},
		"no main script": {demo(func(p npmtest.Package) {
			p["package.json"] = strings.Replace(p["package.json"], "lib/index.js", "gone.js", 1)
		}),
			"its package.json names no main script"},
		"no symbols": {demo(func(p npmtest.Package) {
			p[".jsii"] = strings.ReplaceAll(p[".jsii"], "src/thing/index:", "")
		}), "the JavaScript of its submodule thing is not where its assembly says"},
		"a script that loads all others": {demo(func(p npmtest.Package) {
			p["lib/thing/structs.js"] = `require("..")`
		}), "the JavaScript of its submodule bucket loads all others"},
		"bundled dependencies": {demo(func(p npmtest.Package) {
			p["node_modules/semver/index.js"], p["node_modules/semver/data.json"] = "// semver\n", "{}"
		}), ""},
		"files outside of the package": {demo(func(p npmtest.Package) {
			p["../../evil.js"], p["/abs.js"], p["lib/../../../up.js"] = "x", "x", "x"
		}), ""},
	} {
		t.Run(name, func(t *testing.T) {
			outer := t.TempDir()
			p := open(t, outer, test.pkg)
			defer p.Close()
			if name == "a script that loads all others" {
				if !strings.HasSuffix(p.Indivisible, "loads all others") {
					t.Errorf("indivisible: %q", p.Indivisible)
				}
			} else if p.Indivisible != test.indivisible {
				t.Errorf("indivisible: %q, want %q", p.Indivisible, test.indivisible)
			}
			dir := filepath.Join(outer, "a", "b", "package")
			if err := p.Extract(dir, []string{"bucket"}); err != nil {
				t.Fatal(err)
			}
			got := files(t, outer)
			has := func(name string) bool { return slices.Contains(got, "a/b/package/"+name) }
			if cut := !has("lib/thing/index.js"); cut != (test.indivisible == "") {
				t.Errorf("cut: %v; %q", cut, got)
			}
			if name == "bundled dependencies" && !(has("node_modules/semver/index.js") && has("node_modules/semver/data.json")) {
				t.Errorf("nothing bundled: %q", got)
			}
			for _, name := range got {
				if strings.Contains(name, "evil") || strings.Contains(name, "up.js") {
					t.Errorf("%s was written", name)
				}
			}
		})
	}
}

// TestDamaged opens zips that were cut short or changed.
func TestDamaged(t *testing.T) {
	dir := t.TempDir()
	open(t, dir, npmtest.Demo("2.1.0").Package()).Close()
	name := filepath.Join(dir, FileName)
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(data); i += 97 {
		changed := bytes.Clone(data)
		changed[i] ^= 0x55
		for _, damaged := range [][]byte{data[:i], changed} {
			if err := os.WriteFile(name, damaged, 0o644); err != nil {
				t.Fatal(err)
			}
			p, err := Open(name)
			if err == nil {
				err = p.ExtractWhole(filepath.Join(t.TempDir(), "out"))
				p.Close()
			}
			if err != nil && !strings.Contains(err.Error(), "is damaged: ") {
				t.Errorf("byte %d: %v", i, err)
			}
		}
	}
}

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

func TestRelative(t *testing.T) {
	for _, test := range []struct{ dir, file, want string }{
		{"lib", "lib/thing/index.js", "./thing/index.js"},
		{".", "lib/thing.js", "./lib/thing.js"},
		{"lib/main", "lib/thing.js", "../thing.js"},
		{"a/b", "c/d.js", "../../c/d.js"},
	} {
		if got := relative(test.dir, test.file); got != test.want {
			t.Errorf("relative(%q, %q) is %q, want %q", test.dir, test.file, got, test.want)
		}
	}
}

// FuzzPack packs anything without panic.
func FuzzPack(f *testing.F) {
	f.Add(npmtest.Demo("2.1.0").Package().Tarball())
	f.Add([]byte("no tarball"))
	f.Fuzz(func(t *testing.T, data []byte) {
		dir := t.TempDir()
		name := filepath.Join(dir, FileName)
		var b bytes.Buffer
		if err := Pack(&b, bytes.NewReader(data)); err != nil {
			return
		}
		if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		p, err := Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer p.Close()
		if err := p.Extract(filepath.Join(dir, "out"), p.Packages()); err != nil {
			t.Log(err) // such as two files of one name
		}
	})
}
