package main

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/tandem-iac/tandem/bindings/internal/cache"
	"github.com/tandem-iac/tandem/bindings/internal/npmtest"
)

// realPath is PATH without the fake npm and node.
var realPath = os.Getenv("PATH")

var update = flag.Bool("update", false, "rewrite the goldens in testdata/script")

// TestMain makes the test binary stand in for the commands that it tests and
// calls: bindings, and a fake npm and node in front of the real ones.
func TestMain(m *testing.M) {
	os.Setenv("GORACE", "atexit_sleep_ms=0") // with -race, every process would wait a second
	testscript.Main(m, map[string]func(){
		"bindings": main,
		"npm":      npmtest.NPM,
		"node":     npmtest.Node,
	})
}

// TestScript runs the transcripts in testdata/script: what a user types, and
// what comes of it.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv(cache.Variable, filepath.Join(env.WorkDir, ".cache"))
			env.Setenv(npmtest.LogVariable, filepath.Join(env.WorkDir, ".calls"))
			env.Setenv("GOMODCACHE", filepath.Join(env.WorkDir, ".modcache"))
			env.Setenv("GOPROXY", "off")
			env.Setenv("GOWORK", "")
			bindings, err := exec.LookPath("bindings")
			env.Setenv("BINDINGS", bindings)
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits,
		},
	})
}

// exits is a script command: a code, and the command line that exits with it.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits code command [argument...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("%v exited with %d, not %d", args[1:], got, want)
	}
}
