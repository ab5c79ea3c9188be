package imports

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/tandem-iac/tandem/bindings/internal/project"
)

var update = flag.Bool("update", false, "rewrite the goldens in testdata")

// TestFind reads the projects in testdata. Each archive is a folder with the
// project in app, other modules beside it, and the module cache in modcache;
// its file want lists the imported packages of providers, or the error.
func TestFind(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("%d archives: %v", len(archives), err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := find(t, archive)
			for i, f := range archive.Files {
				if f.Name != "want" {
					continue
				}
				if *update {
					archive.Files[i].Data = []byte(got)
					if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
						t.Fatal(err)
					}
				} else if diff := cmp.Diff(string(f.Data), got); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			}
		})
	}
}

// find writes an archive to a folder and lists what Find returns for it.
func find(t *testing.T, archive *txtar.Archive) string {
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := txtar.Write(archive, root); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOMODCACHE", filepath.Join(root, "modcache"))
	t.Setenv("GOPROXY", "off")
	app := filepath.Join(root, "app")
	p, err := project.Load(app, filepath.Join(app, "go.work"))
	if err != nil {
		t.Fatal(err)
	}
	providers := p.Providers(nil, func(string) bool { return true })
	needs, err := Find(p, providers, filepath.Join(app, "generated"))
	if err != nil {
		return strings.ReplaceAll(err.Error(), root+string(filepath.Separator), "") + "\n"
	}
	var b strings.Builder
	for _, provider := range providers {
		for _, name := range needs.Packages(provider.Module) {
			at := needs[provider.Module][name]
			at.Filename, _ = filepath.Rel(root, at.Filename)
			at.Filename = filepath.ToSlash(at.Filename)
			fmt.Fprintf(&b, "%s %q %s\n", provider.Name, name, at)
		}
	}
	return b.String()
}

// TestLink follows a link to a Go file, as the Go command does.
func TestLink(t *testing.T) {
	archive := txtar.Parse([]byte(`
-- app/go.mod --
module example.com/app

go 1.26

require github.com/cdktf/cdktf-provider-demo-go/demo v1.0.0
-- elsewhere.txt --
package app

import _ "github.com/cdktf/cdktf-provider-demo-go/demo/linked"
`))
	root := t.TempDir()
	if err := txtar.Write(archive, root); err != nil {
		t.Fatal(err)
	}
	app := filepath.Join(root, "app")
	for link, target := range map[string]string{"file.go": "../elsewhere.txt", "gone.go": "../gone", "folder.go": ".."} {
		if err := os.Symlink(target, filepath.Join(app, link)); err != nil {
			t.Skip(err)
		}
	}
	p, err := project.Load(app, filepath.Join(app, "go.work"))
	if err != nil {
		t.Fatal(err)
	}
	needs, err := Find(p, p.Providers(nil, func(string) bool { return true }), "")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"linked"}, needs.Packages("github.com/cdktf/cdktf-provider-demo-go/demo")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
