//go:build unix

package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func sh(script string, limit time.Duration) (outcome, error) {
	return command{name: "sh", args: []string{"-c", script}, limit: limit}.run(context.Background())
}

func TestCommand(t *testing.T) {
	out, err := sh("echo text; sleep 0.1", time.Minute)
	if err != nil || out.stdout != "text\n" || out.seconds < 0.1 {
		t.Errorf("%+v, %v", out, err)
	}
}

func TestCommandFails(t *testing.T) {
	_, err := sh("echo the reason >&2; exit 3", time.Minute)
	if err == nil || !strings.Contains(err.Error(), "exit status 3\n\tthe reason") {
		t.Errorf("%v", err)
	}
}

func TestCommandEndsWithAllThatItStarted(t *testing.T) {
	survivor := filepath.Join(t.TempDir(), "survivor")
	start := time.Now()
	_, err := sh("(sleep 1; touch "+survivor+") & sleep 60", 200*time.Millisecond)
	if err == nil || !strings.Contains(err.Error(), "not done within 200ms") {
		t.Errorf("%v", err)
	}
	if took := time.Since(start); took > 4*time.Second {
		t.Errorf("took %s", took)
	}
	time.Sleep(1200*time.Millisecond - time.Since(start))
	if _, err := os.Stat(survivor); err == nil {
		t.Error("a process that the command started went on")
	}
}

func TestCommandEnvironment(t *testing.T) {
	t.Setenv("MAKEFLAGS", "-k")
	t.Setenv("GOWORK", "off")
	t.Setenv("KEPT", "kept")
	out, err := command{
		name: "sh", args: []string{"-c", `echo "$MAKEFLAGS,$GOWORK,$KEPT,$OWN,$CI"`}, env: []string{"OWN=own"}, limit: time.Minute,
	}.run(context.Background())
	if err != nil || out.stdout != ",,kept,own,true\n" {
		t.Errorf("%q, %v", out.stdout, err)
	}
}
