package folder

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func list(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

var made = Inputs{
	Format: Format, Generator: "1", Module: "example.com/demo/v2", Version: "v2.1.0", Package: "@acme/demo",
	Packages: []string{"bucket", "thing"},
	Requires: map[string]string{"example.com/cdktf": "v0.21.0", "example.com/constructs": "v10.4.3"},
}

func required(path string) string { return made.Requires[path] }

// TestStale changes one thing at a time.
func TestStale(t *testing.T) {
	inputs := func(change func(*Inputs)) func(t *testing.T, dir string, want *Inputs) {
		return func(_ *testing.T, _ string, want *Inputs) { change(want) }
	}
	files := func(change func(dir string) error) func(t *testing.T, dir string, want *Inputs) {
		return func(t *testing.T, dir string, _ *Inputs) {
			if err := change(dir); err != nil {
				t.Fatal(err)
			}
		}
	}
	for want, change := range map[string]func(t *testing.T, dir string, want *Inputs){
		"":                                     inputs(func(*Inputs) {}),
		"the generator changed":                inputs(func(i *Inputs) { i.Generator = "2" }),
		"made from @acme/demo before":          inputs(func(i *Inputs) { i.Package = "@acme/omed" }),
		"v2.1.0 before":                        inputs(func(i *Inputs) { i.Version = "v2.2.0" }),
		"pruned before":                        inputs(func(i *Inputs) { i.Whole = true }),
		"imports changed: +rocket":             inputs(func(i *Inputs) { i.Packages = []string{"bucket", "rocket", "thing"} }),
		"imports changed: +a -bucket -thing":   inputs(func(i *Inputs) { i.Packages = []string{"a"} }),
		"imports changed: +a +b +c +d +2 more": inputs(func(i *Inputs) { i.Packages = []string{"a", "b", "bucket", "c", "d", "e", "f", "thing"} }),
		"not generated yet":                    files(os.RemoveAll),
		"its .bindings.json is missing":        files(func(dir string) error { return os.Remove(filepath.Join(dir, StampName)) }),
		"its .bindings.json cannot be read":    files(func(dir string) error { return os.Truncate(filepath.Join(dir, StampName), 9) }),
		"thing/thing.go is missing":            files(func(dir string) error { return os.RemoveAll(filepath.Join(dir, "thing")) }),
		"go.mod has 3 bytes instead of 7":      files(func(dir string) error { return os.Truncate(filepath.Join(dir, "go.mod"), 3) }),
		"go.mod was changed": files(func(dir string) error {
			later := time.Now().Add(time.Second)
			return os.Chtimes(filepath.Join(dir, "go.mod"), later, later)
		}),
	} {
		t.Run(want, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "demo")
			write(t, filepath.Join(dir, "go.mod"), "module\n")
			write(t, filepath.Join(dir, "thing", "thing.go"), "package thing\n")
			size, err := Seal(dir, made)
			if err != nil || size != 7+14 {
				t.Fatalf("size %d, %v", size, err)
			}
			wanted := made
			wanted.Requires = nil
			change(t, dir, &wanted)
			if got := Stale(dir, wanted, required); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
	t.Run("modules", func(t *testing.T) {
		dir := t.TempDir()
		if _, err := Seal(dir, made); err != nil {
			t.Fatal(err)
		}
		got := Stale(dir, made, func(path string) string {
			if path == "example.com/cdktf" {
				return ""
			}
			return required(path)
		})
		if want := "example.com/cdktf changed from v0.21.0 to none"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
	t.Run("whole", func(t *testing.T) {
		dir, whole := t.TempDir(), made
		whole.Whole = true
		if _, err := Seal(dir, whole); err != nil {
			t.Fatal(err)
		}
		whole.Packages = []string{"other"}
		if got := Stale(dir, whole, required); got != "" {
			t.Errorf("what is imported does not matter, but %q", got)
		}
		if got := Stale(dir, made, required); got != "whole before" {
			t.Errorf("got %q", got)
		}
	})
}

// TestReplace replaces a folder in one step, and in two.
func TestReplace(t *testing.T) {
	for name, replace := range map[string]func(fresh, out, name string) error{"one step": Replace, "two steps": exchangeSlowly} {
		t.Run(name, func(t *testing.T) {
			out := t.TempDir()
			write(t, filepath.Join(out, "demo", "old"), "old")
			write(t, filepath.Join(out, ".demo.tmp-1", "result", "new"), "new")
			if err := replace(filepath.Join(out, ".demo.tmp-1", "result"), out, "demo"); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{"new"}, list(t, filepath.Join(out, "demo"))); diff != "" {
				t.Error(diff)
			}
			if got := list(t, filepath.Join(out, ".demo.tmp-1")); len(got) > 0 {
				t.Errorf("left: %q", got)
			}
		})
	}
	t.Run("none before", func(t *testing.T) {
		out := t.TempDir()
		write(t, filepath.Join(out, "fresh", "new"), "new")
		if err := Replace(filepath.Join(out, "fresh"), out, "demo"); err != nil {
			t.Fatal(err)
		}
		if got := read(t, filepath.Join(out, "demo", "new")); got != "new" {
			t.Errorf("got %q", got)
		}
	})
	t.Run("nothing to put there", func(t *testing.T) {
		out := t.TempDir()
		write(t, filepath.Join(out, "demo", "old"), "old")
		if err := Replace(filepath.Join(out, "fresh"), out, "demo"); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("got %v", err)
		}
		if diff := cmp.Diff([]string{"demo"}, list(t, out)); diff != "" {
			t.Error(diff)
		}
		if got := read(t, filepath.Join(out, "demo", "old")); got != "old" {
			t.Errorf("got %q", got)
		}
	})
}

// TestRecover starts from everything that a run may leave when it is killed.
func TestRecover(t *testing.T) {
	for name, test := range map[string]struct {
		before []string // files
		want   string   // content of demo, "" when there is none
	}{
		"nothing":               {[]string{"demo/old"}, "old"},
		"in the making":         {[]string{"demo/old", ".demo.tmp-1/dist/go/demo/new"}, "old"},
		"after the exchange":    {[]string{"demo/new", ".demo.tmp-1/dist/go/demo/old"}, "new"},
		"before the first step": {[]string{"demo/old", ".demo.tmp-1/x/new", ".demo.old-1/"}, "old"},
		"between two steps":     {[]string{".demo.tmp-1/x/new", ".demo.old-1/demo/old"}, "old"},
		"after the second step": {[]string{"demo/new", ".demo.tmp-1/", ".demo.old-1/demo/old"}, "new"},
		"the first time":        {[]string{".demo.tmp-1/x/new"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			out := t.TempDir()
			write(t, filepath.Join(out, ".lock"), "")
			write(t, filepath.Join(out, "mine.tmp-1", "file"), "not ours")
			for _, file := range test.before {
				file = filepath.Join(out, file)
				if filepath.Base(file) == "old" || filepath.Base(file) == "new" {
					write(t, file, filepath.Base(file))
				} else if err := os.MkdirAll(file, 0o755); err != nil {
					t.Fatal(err)
				}
			}
			if got, want := Leftovers(out), name != "nothing"; got != want {
				t.Errorf("leftovers: %v, want %v", got, want)
			}
			if err := Recover(out); err != nil {
				t.Fatal(err)
			}
			want := []string{".lock", "demo", "mine.tmp-1"}
			if test.want == "" {
				want = slices.Delete(want, 1, 2)
			} else if got := read(t, filepath.Join(out, "demo", test.want)); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if diff := cmp.Diff(want, list(t, out)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if Leftovers(out) {
				t.Error("leftovers are left")
			}
		})
	}
}

// TestOurs tells generated folders from those of others.
func TestOurs(t *testing.T) {
	out := t.TempDir()
	write(t, filepath.Join(out, "sealed", StampName), "{}")
	write(t, filepath.Join(out, "unsealed", "go.mod"), "module example.com/demo/v2\n")
	write(t, filepath.Join(out, "other", "go.mod"), "module example.com/other\n")
	write(t, filepath.Join(out, "file"), "")
	write(t, filepath.Join(out, ".demo.tmp-1", StampName), "{}")
	if err := os.Mkdir(filepath.Join(out, "empty"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]struct{ ours, replaceable bool }{
		"sealed": {true, true}, "unsealed": {false, true}, "empty": {true, true}, "absent": {true, true},
		"other": {false, false}, "file": {false, false},
	} {
		dir := filepath.Join(out, name)
		if got := Ours(dir); got != want.ours {
			t.Errorf("%s: ours %v", name, got)
		}
		if err := Replaceable(dir, "example.com/demo/v2"); (err == nil) != want.replaceable {
			t.Errorf("%s: replaceable %v", name, err)
		}
	}
	if diff := cmp.Diff([]string{"sealed"}, Generated(out)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
