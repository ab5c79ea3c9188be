package generator

import (
	"encoding/json"
	"testing"
)

// TestLockfile checks that what is installed is pinned, hashed, and not tied to
// one registry.
func TestLockfile(t *testing.T) {
	var m struct {
		Dependencies map[string]string
	}
	if err := json.Unmarshal(manifest, &m); err != nil {
		t.Fatal(err)
	}
	var lock struct {
		Packages map[string]struct {
			Version, Integrity, Resolved string
			HasInstallScript             bool
		}
	}
	if err := json.Unmarshal(lockfile, &lock); err != nil {
		t.Fatal(err)
	}
	if got := lock.Packages["node_modules/jsii-pacmak"].Version; got == "" || got != m.Dependencies["jsii-pacmak"] {
		t.Errorf("jsii-pacmak is %q in the lockfile and %q in package.json", got, m.Dependencies["jsii-pacmak"])
	}
	for name, p := range lock.Packages {
		switch {
		case name == "":
		case p.Version == "" || p.Integrity == "":
			t.Errorf("%s has no version or hash", name)
		case p.Resolved != "":
			t.Errorf("%s is tied to %s", name, p.Resolved)
		case p.HasInstallScript:
			t.Errorf("%s has an install script, which does not run", name)
		}
	}
}

func TestGist(t *testing.T) {
	got := gist("!!!!\n!! old !!\n\nError: no\n    at x (y.js:1)\n  caused by: z\n")
	if want := "Error: no; caused by: z"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
