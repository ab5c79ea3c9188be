package project

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// load writes an archive to a folder and loads the project in its folder app.
func load(t *testing.T, archive string) (*Project, string, error) {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := txtar.Write(txtar.Parse([]byte(archive)), root); err != nil {
		t.Fatal(err)
	}
	app := filepath.Join(root, "app")
	p, err := Load(app, filepath.Join(app, "go.work"))
	return p, root, err
}

const workspace = `
-- app/go.mod --
module example.com/app

go 1.24rc1

require (
	example.com/lib v1.2.0
	example.com/lib/v2 v2.0.0
	example.com/lib/sub v0.1.0
	github.com/aws/constructs-go/constructs/v10 v10.4.3
)

replace example.com/lib => ./lib

replace example.com/lib/v2 v2.0.0 => example.com/fork/v2 v2.0.1

replace example.com/lib/v2 v2.9.0 => ./unused
-- app/go.work --
go 1.24

use (
	.
	../member
)

replace example.com/lib/sub => ../sub
-- member/go.mod --
module example.com/member

go 1.26

require (
	example.com/app v1.0.0
	example.com/lib v1.10.0
)
`

func TestWorkspace(t *testing.T) {
	p, root, err := load(t, workspace)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("required", func(t *testing.T) {
		want := []string{"example.com/lib", "example.com/lib/sub", "example.com/lib/v2", "github.com/aws/constructs-go/constructs/v10"}
		if diff := cmp.Diff(want, p.Required()); diff != "" {
			t.Error(diff)
		}
		if got := p.Version("example.com/lib"); got != "v1.10.0" {
			t.Errorf("the highest version wins, not %s", got)
		}
		if got, want := p.Place("example.com/lib"), filepath.Join(root, "member", "go.mod")+":7"; got != want {
			t.Errorf("place %s, want %s", got, want)
		}
	})
	t.Run("owner", func(t *testing.T) {
		for imported, want := range map[string]string{
			"example.com/lib":        "example.com/lib",
			"example.com/lib/a/b":    "example.com/lib",
			"example.com/lib/sub/a":  "example.com/lib/sub",
			"example.com/lib/v2/a":   "example.com/lib/v2",
			"example.com/library":    "",
			"example.com/app/stacks": "example.com/app",
			"example.com/member":     "example.com/member",
			"fmt":                    "",
			"C":                      "",
			"":                       "",
			"/":                      "",
			"../relative":            "",
		} {
			if got := p.Owner(imported); got != want {
				t.Errorf("owner of %q is %q, want %q", imported, got, want)
			}
		}
	})
	t.Run("find", func(t *testing.T) {
		for prefix, want := range map[string]string{
			"github.com/aws/constructs-go/constructs": "github.com/aws/constructs-go/constructs/v10",
			"example.com/lib":                         "example.com/lib/v2",
			"example.com/absent":                      "",
		} {
			if got := p.Find(prefix); got != want {
				t.Errorf("Find(%q) is %q, want %q", prefix, got, want)
			}
		}
	})
	t.Run("replaced", func(t *testing.T) {
		for path, want := range map[string]string{
			"example.com/lib":                             filepath.Join(root, "app", "lib"),
			"example.com/lib/v2":                          "example.com/fork/v2@v2.0.1",
			"example.com/lib/sub":                         filepath.Join(root, "sub"),
			"github.com/aws/constructs-go/constructs/v10": "github.com/aws/constructs-go/constructs/v10@v10.4.3",
		} {
			if from, _ := p.source(path); from.String() != want {
				t.Errorf("%s comes from %s, want %s", path, from, want)
			}
		}
	})
	if got := p.GoVersion(); got != "1.26" {
		t.Errorf("go version %s, want the highest, 1.26", got)
	}
}

func TestProviders(t *testing.T) {
	p, root, err := load(t, `
-- app/go.mod --
module example.com/app

go 1.26

require (
	example.com/go/acme/v3 v3.1.0
	github.com/cdktf/cdktf-provider-google-go/google/v16 v16.12.1
	github.com/cdktf/cdktf-provider-googlebeta-go/googlebeta/v16 v16.12.1
	github.com/cdktf/cdktf-provider-kubernetes-go/kubernetes/v11 v11.12.1
	github.com/cdktf/cdktf-provider-random-go/random v0.2.55
	github.com/cdktf/cdktf-provider-null-go/null/v10 v10.0.1
	github.com/cdktf/cdktf-provider-aws-go/aws/v19 v19.0.0
	github.com/cdktf/cdktf-provider-project v0.1.0
	github.com/someone/cdktf-provider-google-go/google/v16 v16.0.0
	github.com/hashicorp/terraform-cdk-go/cdktf v0.21.0
)

replace github.com/cdktf/cdktf-provider-null-go/null/v10 => ../fork

replace github.com/cdktf/cdktf-provider-random-go/random v0.1.0 => ../fork
-- app/go.work --
go 1.26

use .

replace github.com/cdktf/cdktf-provider-google-go/google/v16 => ./generated/google

replace github.com/cdktf/cdktf-provider-aws-go/aws/v19 => ../mine
`)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, provider := range p.Providers(map[string]string{"example.com/go/acme/v3": "acme-cdktf"}, func(dir string) bool {
		return filepath.Base(filepath.Dir(dir)) == "generated"
	}) {
		place := strings.TrimPrefix(provider.Place, root+string(filepath.Separator))
		got = append(got, strings.Join([]string{provider.Name, provider.Version, provider.Package, filepath.ToSlash(place)}, " "))
	}
	want := []string{
		"acme v3.1.0 acme-cdktf app/go.mod:6",
		"google v16.12.1 @cdktf/provider-google app/go.mod:7",
		"googlebeta v16.12.1 @cdktf/provider-google-beta app/go.mod:8",
		"kubernetes v11.12.1 @cdktf/provider-kubernetes app/go.mod:9",
		"random v0.2.55 @cdktf/provider-random app/go.mod:10",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestMistakes(t *testing.T) {
	for name, test := range map[string]struct{ archive, want string }{
		"no go.mod":  {"-- app/x --\n", "app: there is no go.mod; run in the folder of a Go module, or name it with -C"},
		"no module":  {"-- app/go.mod --\ngo 1.26\n", "app/go.mod: it has no module line"},
		"bad go.mod": {"-- app/go.mod --\nmodule x\nrequire y\n", "app/go.mod:2: usage: require module/path v1.2.3"},
		"bad go.work": {"-- app/go.mod --\nmodule x\n-- app/go.work --\nuse\n",
			"app/go.work:1: usage: use local/dir"},
		"a use without go.mod": {"-- app/go.mod --\nmodule x\n-- app/go.work --\ngo 1.26\nuse ./gone\n",
			"app/go.work:2: use ./gone: open app/gone/go.mod: no such file or directory"},
		"a workspace above": {"-- app/go.mod --\nmodule x\n-- go.work --\ngo 1.26\nuse app\n",
			"go.work:2: this workspace has the module already, and a go.work in app would hide it; run with --work go.work"},
	} {
		t.Run(name, func(t *testing.T) {
			_, root, err := load(t, test.archive)
			if err == nil {
				t.Fatal("no error")
			}
			got := strings.ReplaceAll(err.Error(), root+string(filepath.Separator), "")
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// TestDownload fetches a module from a proxy with the checksum of the project,
// together with all others, but without the providers.
func TestDownload(t *testing.T) {
	p, root, err := load(t, `
-- app/go.mod --
module example.com/app

go 1.26

require (
	example.com/first v1.0.0
	example.com/Second v1.0.0
	github.com/cdktf/cdktf-provider-google-go/google/v16 v16.12.1
)
-- proxy/example.com/first/@v/v1.0.0.info --
{"Version": "v1.0.0"}
-- proxy/example.com/first/@v/v1.0.0.mod --
module example.com/first
-- proxy/example.com/!second/@v/v1.0.0.info --
{"Version": "v1.0.0"}
-- proxy/example.com/!second/@v/v1.0.0.mod --
module example.com/Second
`)
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOMODCACHE", filepath.Join(root, "modcache"))
	t.Setenv("GOPROXY", "file://"+filepath.ToSlash(filepath.Join(root, "proxy")))
	t.Setenv("GONOSUMDB", "*")
	t.Setenv("GOFLAGS", "-mod=vendor -modcacherw")
	mod, err := p.ModFile("example.com/first")
	if err != nil {
		t.Fatal(err)
	}
	if got := mod.Module.Mod.Path; got != "example.com/first" {
		t.Errorf("module %s", got)
	}
	if _, err := os.Stat(filepath.Join(root, "modcache", "cache", "download", "example.com", "!second", "@v", "v1.0.0.mod")); err != nil {
		t.Errorf("the other module was not fetched: %v", err)
	}
	if _, err := os.Stat(filepath.Join(root, "app", "go.sum")); err == nil {
		t.Error("the project's go.sum was written")
	}
	_, err = p.Folder("example.com/first") // the proxy has no sources
	want := "example.com/first@v1.0.0 is not in the module cache, and go mod download failed: example.com/first@v1.0.0: "
	if err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("got %v", err)
	}
}
