package main

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the expected output in testdata/script")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tools": main})
}

// TestScript runs the transcripts in testdata/script. Each gets a copy of
// testdata/clone, whose pins replace the real modules by local ones: all is as
// it is for a user, but quick and without a network.
func TestScript(t *testing.T) {
	caches := map[string]string{}
	for _, name := range []string{"GOCACHE", "GOMODCACHE"} {
		out, err := exec.Command("go", "env", name).Output()
		if err != nil {
			t.Fatal(err)
		}
		caches[name] = string(out[:len(out)-1])
	}
	goCommand, err := exec.LookPath("go")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                "testdata/script",
		RequireUniqueNames: true,
		UpdateScripts:      *update,
		Setup: func(env *testscript.Env) error {
			tools, err := exec.LookPath("tools")
			if err != nil {
				return err
			}
			if err := os.CopyFS(filepath.Join(env.WorkDir, "clone"), os.DirFS("testdata/clone")); err != nil {
				return err
			}
			for name, value := range caches {
				env.Setenv(name, value)
			}
			env.Setenv("TOOLSBIN", filepath.Dir(tools))
			env.Setenv("REALGO", filepath.Dir(goCommand))
			env.Setenv("PATH", filepath.Dir(tools)+string(filepath.ListSeparator)+filepath.Dir(goCommand))
			env.Setenv("GOPROXY", "off")
			env.Setenv("GORACE", "atexit_sleep_ms=0")
			env.Setenv("TANDEM_CACHE", filepath.Join(env.WorkDir, "cache"))
			env.Setenv("TERRAFORM_BINARY_NAME", "")
			return nil
		},
	})
}
