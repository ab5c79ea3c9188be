package artefact

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/tandem-iac/tandem/tools/internal/gobuild"
)

// The test binary stands in for the go command, and for a second process that
// wants the same artefact, when this variable says so.
const role = "ARTEFACT_TEST_ROLE"

// What the go command of the tests does.
const (
	goBuilds = "go builds" // writes a program, slowly
	goFails  = "go fails"  // writes half a program and gives up
	goHangs  = "go hangs"  // writes half a program and waits to be stopped
	ensures  = "ensures"   // is another process: calls Ensure in ARTEFACT_TEST_DIR
)

// program is what goBuilds builds.
const program = "a whole program"

func TestMain(m *testing.M) {
	// Another process has a go command of its own to start.
	if os.Getenv(role) == ensures && len(os.Args) == 1 {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
		defer stop()
		if err := fake(os.Getenv("ARTEFACT_TEST_DIR")).Ensure(ctx, os.Stderr); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	kind := os.Getenv(role)
	if kind == ensures {
		kind = os.Getenv("ARTEFACT_TEST_GO")
	}
	if kind != "" {
		os.Exit(fakeGo(kind))
	}
	os.Exit(m.Run())
}

func fakeGo(kind string) int {
	output := os.Args[slices.Index(os.Args, "-o")+1]
	if kind != goBuilds {
		if err := os.WriteFile(output, []byte("half a pro"), 0o777); err != nil {
			panic(err)
		}
		if kind == goFails {
			fmt.Fprintln(os.Stderr, "x.go:1:1: it does not compile")
			return 1
		}
		// Not for ever: the process that started this one may be killed.
		for parent := os.Getppid(); os.Getppid() == parent; {
			time.Sleep(10 * time.Millisecond)
		}
		return 1
	}
	log, err := os.OpenFile(filepath.Join(os.Getenv("ARTEFACT_TEST_DIR"), "builds"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		panic(err)
	}
	fmt.Fprintln(log, "built")
	time.Sleep(50 * time.Millisecond)
	if err := os.WriteFile(output, []byte(program), 0o777); err != nil {
		panic(err)
	}
	return 0
}

// fake returns an artefact in dir, to be built with the test's go command.
func fake(dir string) Artefact {
	self, err := os.Executable()
	if err != nil {
		panic(err)
	}
	return Artefact{
		Pin:       gobuild.Pin{Name: "thing", Version: "1.0.0", Module: filepath.Join(dir, "pin"), Package: "example.com/thing", Takes: "no time"},
		Toolchain: gobuild.Toolchain{Command: self, Version: "go1.26.0", OS: "linux", Arch: "amd64"},
		Record:    filepath.Join(dir, "cache", "linux_amd64"),
		Path:      filepath.Join(dir, "cache", "a", "thing"),
		Links:     []string{filepath.Join(dir, "cache", "b", "c", "thing")},
	}
}

// newFake returns an artefact in a new folder, which is the variable
// ARTEFACT_TEST_DIR for the processes that the test starts.
func newFake(t *testing.T) Artefact {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("ARTEFACT_TEST_DIR", dir)
	t.Setenv("GORACE", "atexit_sleep_ms=0") // or each fake go command lasts a second
	a := fake(dir)
	if err := os.MkdirAll(a.Pin.Module, 0o777); err != nil {
		t.Fatal(err)
	}
	a.pin(t, "go.mod", "module example.com/pin\n")
	a.pin(t, "go.sum", "")
	return a
}

// pin writes a file of the pin.
func (a Artefact) pin(t *testing.T, name, content string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(a.Pin.Module, name), []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}
