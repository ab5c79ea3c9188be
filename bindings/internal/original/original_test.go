package original

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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
