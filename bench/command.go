package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// A command is a process to run and to measure.
type command struct {
	name  string
	args  []string
	dir   string        // working folder; default: this process's
	env   []string      // besides the environment of this process
	limit time.Duration // it is killed after that, with all that it started
}

// An outcome is what a command printed and what it took.
type outcome struct {
	stdout  string
	seconds float64 // wall time
	usage
}

// usage is what all processes of a command used together; 0 when not known.
type usage struct {
	peak float64 // largest sum of resident memory at one instant, in bytes
	cpu  float64 // processor time, in seconds
}

// run runs the command. Its error has the end of what the command said.
func (c command) run(ctx context.Context) (outcome, error) {
	ctx, cancel := context.WithTimeout(ctx, c.limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, c.name, c.args...)
	cmd.Dir, cmd.Env = c.dir, append(environ(), c.env...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.WaitDelay = 5 * time.Second
	killTogether(cmd)

	start := time.Now()
	if err := cmd.Start(); err != nil {
		return outcome{}, err
	}
	stop := watch(cmd.Process.Pid)
	err := cmd.Wait()
	seconds := time.Since(start).Seconds()
	out := outcome{stdout: stdout.String(), seconds: seconds, usage: stop()}
	switch {
	case err == nil:
		return out, nil
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		err = fmt.Errorf("not done within %s", c.limit)
	case ctx.Err() != nil:
		err = errors.New("interrupted")
	}
	return out, fmt.Errorf("%s: %w%s", c, err, tail(stdout.String()+stderr.String()))
}

func (c command) String() string { return strings.Join(append([]string{c.name}, c.args...), " ") }

// notInherited are variables that would change what is measured: those that
// make hands to what it runs, and those that redirect Go, the app or the
// Makefile.
var notInherited = []string{
	"MAKEFLAGS", "MAKEOVERRIDES", "MFLAGS", "MAKELEVEL", "MAKE_TERMOUT", "MAKE_TERMERR",
	"GOWORK", "CDKTF_OUTDIR", "CDKTF_CONTEXT_JSON", "ENVIRONMENTS", "NODE_OPTIONS",
}

// environ is the environment of every command.
func environ() []string {
	env := slices.DeleteFunc(os.Environ(), func(pair string) bool {
		name, _, _ := strings.Cut(pair, "=")
		return slices.Contains(notInherited, name)
	})
	return append(env, "CHECKPOINT_DISABLE=1", "CI=true")
}

// tail is the end of a command's output, on lines of its own.
func tail(text string) string {
	const most = 15
	lines := strings.Split(strings.TrimSpace(text), "\n")
	lines = lines[max(0, len(lines)-most):]
	if len(lines) == 1 && lines[0] == "" {
		return ""
	}
	return "\n\t" + strings.Join(lines, "\n\t")
}
