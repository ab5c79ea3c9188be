package artefact

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/tandem-iac/tandem/tools/internal/gobuild"
)

// builds returns how often a's program was built.
func builds(t *testing.T) int {
	t.Helper()
	log, err := os.ReadFile(filepath.Join(os.Getenv("ARTEFACT_TEST_DIR"), "builds"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return strings.Count(string(log), "\n")
}

// ensure builds a with a go command that works, and returns the log.
func ensure(t *testing.T, a Artefact) string {
	t.Helper()
	t.Setenv(role, goBuilds)
	var log bytes.Buffer
	if err := a.Ensure(t.Context(), &log); err != nil {
		t.Fatal(err)
	}
	return log.String()
}

// mustBeWhole checks that all of a is in place and nothing else is there.
func mustBeWhole(t *testing.T, a Artefact) {
	t.Helper()
	for _, path := range append([]string{a.Path}, a.Links...) {
		if got, err := os.ReadFile(path); err != nil || string(got) != program {
			t.Errorf("%s: %q, %v", path, got, err)
		}
		if info, err := os.Stat(path); err == nil && info.Mode()&0o100 == 0 {
			t.Errorf("%s is not executable: %v", path, info.Mode())
		}
	}
	mustBeTidy(t, a, "a", "b", "linux_amd64.key", "linux_amd64.lock")
}

// mustBeTidy checks what is in the cache folder.
func mustBeTidy(t *testing.T, a Artefact, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(a.Record))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if !slices.Equal(got, want) {
		t.Errorf("in the cache folder: %q, want %q", got, want)
	}
}

func TestBuildOnce(t *testing.T) {
	a := newFake(t)
	log := ensure(t, a)
	want := regexp.MustCompile(`^tools: building thing 1\.0\.0 for linux/amd64, once \(no time\)\ntools: built thing 1\.0\.0 in [0-9.]+m?s\n$`)
	if !want.MatchString(log) {
		t.Errorf("log:\n%s", log)
	}
	mustBeWhole(t, a)
	if log := ensure(t, a); log != "" {
		t.Errorf("nothing to do, but it said:\n%s", log)
	}
	if n := builds(t); n != 1 {
		t.Errorf("built %d times", n)
	}
}

func TestBuildAgainWhen(t *testing.T) {
	tests := map[string]func(t *testing.T, a *Artefact){
		"go.mod changed":        func(t *testing.T, a *Artefact) { a.pin(t, "go.mod", "module example.com/other\n") },
		"go.sum changed":        func(t *testing.T, a *Artefact) { a.pin(t, "go.sum", "a h1:b\n") },
		"Go changed":            func(t *testing.T, a *Artefact) { a.Toolchain.Version = "go1.27.0" },
		"system changed":        func(t *testing.T, a *Artefact) { a.Toolchain.OS = "plan9" },
		"processor changed":     func(t *testing.T, a *Artefact) { a.Toolchain.Arch = "riscv64" },
		"flags changed":         func(t *testing.T, a *Artefact) { a.Pin.LDFlags = "-s" },
		"package changed":       func(t *testing.T, a *Artefact) { a.Pin.Package = "example.com/other" },
		"the program is gone":   func(t *testing.T, a *Artefact) { must(t, os.Remove(a.Path)) },
		"a link is gone":        func(t *testing.T, a *Artefact) { must(t, os.RemoveAll(filepath.Dir(a.Links[0]))) },
		"the note is gone":      func(t *testing.T, a *Artefact) { must(t, os.Remove(a.Record+".key")) },
		"the note is cut short": func(t *testing.T, a *Artefact) { must(t, os.Truncate(a.Record+".key", 70)) },
		"the program was cut":   func(t *testing.T, a *Artefact) { must(t, os.Truncate(a.Path, 5)) },
	}
	for name, change := range tests {
		t.Run(name, func(t *testing.T) {
			a := newFake(t)
			ensure(t, a)
			change(t, &a)
			ensure(t, a)
			if n := builds(t); n != 2 {
				t.Errorf("built %d times, want 2", n)
			}
			mustBeWhole(t, a)
		})
	}
}

func TestClonesShare(t *testing.T) {
	a := newFake(t)
	ensure(t, a)
	b := a
	b.Pin.Module = t.TempDir()
	b.pin(t, "go.mod", "module example.com/pin\n")
	b.pin(t, "go.sum", "")
	if log := ensure(t, b); log != "" {
		t.Errorf("the second clone built:\n%s", log)
	}
}

func TestFailedBuildChangesNothing(t *testing.T) {
	a := newFake(t)
	ensure(t, a)
	a.pin(t, "go.sum", "a h1:b\n")
	t.Setenv(role, goFails)
	err := a.Ensure(t.Context(), io.Discard)
	const want = "thing 1.0.0 was not built: go build: exit status 1\n  x.go:1:1: it does not compile"
	if err == nil || err.Error() != want {
		t.Errorf("got:\n%v\nwant:\n%s", err, want)
	}
	mustBeWhole(t, a)

	// The failure is not taken for a success the next time.
	ensure(t, a)
	if n := builds(t); n != 2 {
		t.Errorf("built %d times, want 2", n)
	}
}

func TestFailedFirstBuildLeavesNothing(t *testing.T) {
	a := newFake(t)
	t.Setenv(role, goFails)
	if err := a.Ensure(t.Context(), io.Discard); err == nil {
		t.Fatal("no error")
	}
	mustBeTidy(t, a, "linux_amd64.lock")
}

// TestHalfInPlaceIsNotWhole: when the program was replaced but a link could not
// be, the old note must not vouch for the new program.
func TestHalfInPlaceIsNotWhole(t *testing.T) {
	a := newFake(t)
	ensure(t, a)
	b := a
	b.pin(t, "go.sum", "a h1:b\n")
	b.Links = []string{filepath.Dir(a.Links[0])} // a folder with something in it
	t.Setenv(role, goBuilds)
	if err := b.Ensure(t.Context(), io.Discard); err == nil || !strings.HasPrefix(err.Error(), "thing 1.0.0 was not built: rename ") {
		t.Errorf("got %v", err)
	}
	a.pin(t, "go.sum", "")
	ensure(t, a)
	if n := builds(t); n != 3 {
		t.Errorf("built %d times, want 3", n)
	}
	mustBeWhole(t, a)
}

func TestInterruptedBuildChangesNothing(t *testing.T) {
	a := newFake(t)
	ensure(t, a)
	a.pin(t, "go.sum", "a h1:b\n")
	t.Setenv(role, goHangs)
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		awaitHalf(t, a)
		cancel()
	}()
	err := a.Ensure(ctx, io.Discard)
	want := regexp.MustCompile(`^thing 1\.0\.0 was not built: interrupted after [0-9.]+m?s; what was there before is unchanged, and a second run goes on from here$`)
	if err == nil || !want.MatchString(err.Error()) {
		t.Errorf("got %v", err)
	}
	mustBeWhole(t, a)
}

// awaitHalf waits until a build of a has begun to write.
func awaitHalf(t *testing.T, a Artefact) {
	for range 1000 {
		if half, _ := filepath.Glob(a.Record + ".tmp-*/program"); len(half) == 1 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("the build never began")
}

func TestKilledBuildIsSweptAway(t *testing.T) {
	a := newFake(t)
	ensure(t, a)
	a.pin(t, "go.sum", "a h1:b\n")

	t.Setenv("ARTEFACT_TEST_GO", goHangs)
	other := anotherProcess(t)
	must(t, other.Start())
	awaitHalf(t, a)
	must(t, other.Process.Kill())
	_ = other.Wait()
	if got, err := os.ReadFile(a.Path); err != nil || string(got) != program {
		t.Errorf("after the kill: %q, %v", got, err)
	}

	ensure(t, a)
	mustBeWhole(t, a)
	if n := builds(t); n != 2 {
		t.Errorf("built %d times, want 2", n)
	}
}

func TestManyAtOnce(t *testing.T) {
	a := newFake(t)
	var others []*exec.Cmd
	t.Setenv("ARTEFACT_TEST_GO", goBuilds)
	for range 4 {
		cmd := anotherProcess(t)
		must(t, cmd.Start())
		others = append(others, cmd)
	}
	t.Setenv(role, goBuilds)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if err := a.Ensure(t.Context(), io.Discard); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, cmd := range others {
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
	}
	if n := builds(t); n != 1 {
		t.Errorf("built %d times, want once", n)
	}
	mustBeWhole(t, a)
}

func TestWaitingIsToldAndCanBeInterrupted(t *testing.T) {
	a := newFake(t)
	t.Setenv("ARTEFACT_TEST_GO", goHangs)
	other := anotherProcess(t)
	must(t, other.Start())
	awaitHalf(t, a)

	ctx, cancel := context.WithCancel(t.Context())
	log := writer(func(b []byte) (int, error) {
		if want := "tools: waiting for another process that builds thing 1.0.0\n"; string(b) != want {
			t.Errorf("got %q, want %q", b, want)
		}
		cancel()
		return len(b), nil
	})
	err := a.Ensure(ctx, log)
	if want := "thing 1.0.0 was not built: interrupted while it waited for another process"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	must(t, other.Process.Kill())
	_ = other.Wait()
}

type writer func([]byte) (int, error)

func (w writer) Write(b []byte) (int, error) { return w(b) }

// anotherProcess returns one that builds the test's artefact.
func anotherProcess(t *testing.T) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	must(t, err)
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), role+"="+ensures)
	cmd.Stderr = t.Output()
	return cmd
}

func TestLinks(t *testing.T) {
	refuse := func(string, string) error { return errors.ErrUnsupported }
	tests := map[string]struct {
		hard, sym func(string, string) error
		check     func(a Artefact, program, link os.FileInfo) bool
	}{
		"hard link": {os.Link, refuse, func(_ Artefact, program, link os.FileInfo) bool {
			return os.SameFile(program, link)
		}},
		"symbolic link": {refuse, os.Symlink, func(a Artefact, _, _ os.FileInfo) bool {
			to, err := os.Readlink(a.Links[0])
			return err == nil && to == filepath.Join("..", "..", "a", "thing")
		}},
		"copy": {refuse, refuse, func(_ Artefact, program, link os.FileInfo) bool {
			return !os.SameFile(program, link)
		}},
	}
	defer func(h, s func(string, string) error) { hardLink, symLink = h, s }(hardLink, symLink)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			hardLink, symLink = tt.hard, tt.sym
			a := newFake(t)
			ensure(t, a)
			mustBeWhole(t, a)
			program, err := os.Stat(a.Path)
			must(t, err)
			link, err := os.Stat(a.Links[0])
			must(t, err)
			if !tt.check(a, program, link) {
				t.Error("the two paths are related in another way")
			}
		})
	}
}

func TestCacheThatCannotBe(t *testing.T) {
	a := newFake(t)
	file := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(file, nil, 0o666))
	a.Record = filepath.Join(file, "linux_amd64")
	err := a.Ensure(t.Context(), io.Discard)
	if err == nil || !strings.HasPrefix(err.Error(), "thing 1.0.0 was not built: mkdir "+file) {
		t.Errorf("got %v", err)
	}
}

func TestMissingPin(t *testing.T) {
	a := newFake(t)
	must(t, os.Remove(filepath.Join(a.Pin.Module, "go.sum")))
	err := a.Ensure(t.Context(), io.Discard)
	if err == nil || !strings.HasPrefix(err.Error(), "the pin of thing 1.0.0: open ") {
		t.Errorf("got %v", err)
	}
}

// TestRealGo builds a module of one file with the machine's go command.
func TestRealGo(t *testing.T) {
	a := newFake(t)
	a.pin(t, "go.mod", "module example.com/thing\n\ngo 1.24\n")
	a.pin(t, "main.go", "package main\n\nvar version string\n\nfunc main() { print(version) }\n")
	a.Pin.LDFlags = "-X main.version=1.0.0"
	t.Setenv("GOFLAGS", "-race") // must not get through: it needs cgo
	t.Setenv("GOWORK", filepath.Join(t.TempDir(), "go.work"))
	var err error
	a.Toolchain, err = gobuild.FindToolchain(t.Context(), a.Pin.Module)
	must(t, err)
	must(t, a.Ensure(t.Context(), t.Output()))
	for _, path := range append([]string{a.Path}, a.Links...) {
		out, err := exec.Command(path).CombinedOutput()
		if err != nil || string(out) != "1.0.0" {
			t.Errorf("%s: %q, %v", path, out, err)
		}
	}
	a.pin(t, "main.go", "package main\n\nfunc main() { undefined() }\n")
	a.pin(t, "go.sum", "\n")
	err = a.Ensure(t.Context(), io.Discard)
	want := "thing 1.0.0 was not built: go build: exit status 1\n  # example.com/thing\n  ./main.go:3:15: undefined: undefined"
	if err == nil || strings.ReplaceAll(err.Error(), `\`, "/") != want {
		t.Errorf("got:\n%v\nwant:\n%s", err, want)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
