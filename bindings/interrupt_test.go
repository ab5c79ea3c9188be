package main

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/tandem-iac/tandem/bindings/internal/cache"
	"github.com/tandem-iac/tandem/bindings/internal/npmtest"
)

// A sandbox is a project with a cache and a log of its own.
type sandbox struct {
	t        *testing.T
	dir, log string
}

func newSandbox(t *testing.T) *sandbox {
	s := &sandbox{t: t, dir: t.TempDir()}
	s.log = filepath.Join(t.TempDir(), "calls")
	t.Setenv(cache.Variable, t.TempDir())
	t.Setenv(npmtest.LogVariable, s.log)
	t.Setenv("GOPROXY", "off")
	s.write("go.mod", "module example.com/app\n\ngo 1.25\n\nrequire github.com/cdktf/cdktf-provider-demo-go/demo/v2 v2.1.0\n")
	s.imports("bucket")
	return s
}

func (s *sandbox) write(name, content string) {
	s.t.Helper()
	if err := os.WriteFile(filepath.Join(s.dir, name), []byte(content), 0o644); err != nil {
		s.t.Fatal(err)
	}
}

// imports makes the project import packages of the provider.
func (s *sandbox) imports(packages ...string) {
	s.t.Helper()
	source := "package app\n"
	for _, name := range packages {
		source += "\nimport _ \"github.com/cdktf/cdktf-provider-demo-go/demo/v2/" + name + "\"\n"
	}
	s.write("app.go", source)
}

// run runs the command in this process and returns its exit code and messages.
func (s *sandbox) run(args ...string) (int, string) {
	var stdout, stderr bytes.Buffer
	code := run(context.Background(), append([]string{"-C", s.dir}, args...), &stdout, &stderr)
	if stdout.Len() > 0 {
		s.t.Errorf("unexpected output: %s", &stdout)
	}
	return code, stderr.String()
}

// mustRun runs the command, which has to succeed.
func (s *sandbox) mustRun(args ...string) string {
	s.t.Helper()
	code, said := s.run(args...)
	if code != success {
		s.t.Fatalf("bindings %v exited with %d: %s", args, code, said)
	}
	return said
}

// tree is every file below a folder of the project, with its content.
func (s *sandbox) tree(name string) map[string]string {
	s.t.Helper()
	files := map[string]string{}
	root := filepath.Join(s.dir, name)
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		files[strings.TrimPrefix(name, root)] = string(data)
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return files
}

// names lists a folder of the project.
func (s *sandbox) names(name string) []string {
	s.t.Helper()
	entries, err := os.ReadDir(filepath.Join(s.dir, name))
	if err != nil {
		s.t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// calls lists what the fake commands were called for.
func (s *sandbox) calls() []string {
	data, _ := os.ReadFile(s.log)
	return strings.Split(strings.TrimSpace(string(data)), "\n")
}

// start runs the command as a process of its own until a fake command hangs.
func (s *sandbox) start() (*exec.Cmd, *bytes.Buffer) {
	s.t.Helper()
	os.Remove(s.log)
	cmd := exec.Command("bindings", "-C", s.dir)
	stderr := &bytes.Buffer{}
	cmd.Stderr = stderr
	cmd.WaitDelay = time.Second
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	for range 500 {
		if strings.Contains(strings.Join(s.calls(), " "), npmtest.HalfWay) {
			return cmd, stderr
		}
		time.Sleep(20 * time.Millisecond)
	}
	s.t.Fatalf("never got half way: %s", stderr)
	return nil, nil
}

// TestInterrupted ends real processes while npm or jsii-pacmak is at work: the
// old folder stays whole, and the next run tidies up and finishes.
func TestInterrupted(t *testing.T) {
	for _, at := range []string{npmtest.NPMVariable, npmtest.NodeVariable} {
		for _, signal := range []syscall.Signal{syscall.SIGKILL, syscall.SIGTERM, syscall.SIGINT} {
			t.Run(at+" "+signal.String(), func(t *testing.T) {
				s := newSandbox(t)
				s.mustRun()
				before, work := s.tree("generated/demo"), s.tree("go.work")
				if at == npmtest.NPMVariable {
					s.write("go.mod", "module example.com/app\n\ngo 1.25\n\nrequire github.com/cdktf/cdktf-provider-demo-go/demo/v2 v2.2.0\n")
				}
				s.imports("bucket", "thing")

				t.Setenv(at, "hang")
				cmd, stderr := s.start()
				if err := cmd.Process.Signal(signal); err != nil {
					t.Fatal(err)
				}
				if err := cmd.Wait(); err == nil {
					t.Fatal("an interrupted run must fail")
				}
				if diff := cmp.Diff(before, s.tree("generated/demo")); diff != "" {
					t.Errorf("the old folder changed (-before +after):\n%s", diff)
				}
				if diff := cmp.Diff(work, s.tree("go.work")); diff != "" {
					t.Errorf("the go.work changed (-before +after):\n%s", diff)
				}
				if signal != syscall.SIGKILL {
					s.left(".lock", "demo")
					if !strings.HasSuffix(stderr.String(), "bindings: interrupted; unfinished work was thrown away\n") {
						t.Errorf("it said: %s", stderr)
					}
				}

				t.Setenv(at, "")
				s.mustRun()
				s.left(".lock", "demo")
				if _, ok := s.tree("generated/demo")["/thing/thing.go"]; !ok {
					t.Error("the next run did not finish the work")
				}
				if said := s.mustRun(); said != "" {
					t.Errorf("the run after that said: %s", said)
				}
			})
		}
	}
}

// left checks what is in the generated folder.
func (s *sandbox) left(want ...string) {
	s.t.Helper()
	if diff := cmp.Diff(want, s.names("generated")); diff != "" {
		s.t.Errorf("left in generated (-want +got):\n%s", diff)
	}
}

// TestTogether runs the command several times at once: one does the work, once,
// and nobody ever sees half of it.
func TestTogether(t *testing.T) {
	s := newSandbox(t)
	s.mustRun()
	stop := make(chan struct{})
	var reader, runs sync.WaitGroup
	reader.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
			}
			time.Sleep(100 * time.Microsecond)
			if _, err := os.Stat(filepath.Join(s.dir, "generated", "demo", "bucket", "bucket.go")); err != nil {
				t.Error(err)
				return
			}
		}
	})
	for round, packages := range [][]string{{"bucket", "thing"}, {"bucket"}, {"bucket", "provider"}} {
		s.imports(packages...)
		os.Remove(s.log)
		for range 8 {
			runs.Go(func() {
				if code, said := s.run(); code != success {
					t.Errorf("round %d: exit code %d: %s", round, code, said)
				}
			})
		}
		runs.Wait()
		if got := len(s.calls()); got != 1 {
			t.Errorf("round %d: the generator ran %d times", round, got)
		}
		s.left(".lock", "demo")
	}
	close(stop)
	reader.Wait()
}

// TestFirstTogether does the same from nothing: everything is downloaded once.
func TestFirstTogether(t *testing.T) {
	s := newSandbox(t)
	var runs sync.WaitGroup
	for range 8 {
		runs.Go(func() {
			if code, said := s.run(); code != success {
				t.Errorf("exit code %d: %s", code, said)
			}
		})
	}
	runs.Wait()
	want := []string{"npm pack", "npm pack", "npm pack", "npm ci", "node"}
	if got := len(s.calls()); got != len(want) {
		t.Errorf("%d calls instead of %d: %q", got, len(want), s.calls())
	}
}
