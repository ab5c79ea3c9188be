package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

// measureBuild builds the app with both kinds of bindings: with a changed
// main.go, and with changed bindings. What changes does so by way of an overlay
// that adds a line to a source, another one each time; what does not depend on
// that comes from the build cache.
func (b *bench) measureBuild(ctx context.Context, r *report) error {
	size := row{What: "size of the program", Unit: "MB"}
	for _, kind := range b.kinds() {
		say("building with the %s bindings", kind)
		if _, err := b.build(ctx, kind, b.app(kind)); err != nil {
			return err
		}
		info, err := os.Stat(b.app(kind))
		if err != nil {
			return err
		}
		size.of(kind).add(float64(info.Size()) / 1e6)
	}
	for _, change := range []struct {
		what   string
		rounds int
		file   func(bindings) string
	}{
		{"`go build`, main.go changed", b.runs, func(bindings) string { return filepath.Join(b.root, "main.go") }},
		{"`go build`, bindings changed", b.few(), func(kind bindings) string {
			// Every package of the bindings imports this one, and it
			// embeds what the kernel loads.
			return filepath.Join(b.generated(kind), "google", "jsii", "jsii.go")
		}},
	} {
		say("%s, %d times", change.what, change.rounds)
		times, err := b.measureChange(ctx, change.file, change.rounds)
		if err != nil {
			return err
		}
		times.What, times.Unit = change.what, "s"
		r.Pruned = append(r.Pruned, times)
	}
	r.Pruned = append(r.Pruned, size)
	return nil
}

// measureChange builds the app with a changed file, with both kinds of bindings
// in turn.
func (b *bench) measureChange(ctx context.Context, file func(bindings) string, rounds int) (times row, err error) {
	var variants []func() error
	for _, kind := range b.kinds() {
		run := 0
		variants = append(variants, func() error {
			run++
			overlay, err := b.overlay(kind, file(kind), run)
			if err != nil {
				return err
			}
			out, err := b.build(ctx, kind, b.app(kind)+".changed", "-overlay", overlay)
			if run > 1 { // the first one warms up
				times.of(kind).add(out.seconds)
			}
			return err
		})
	}
	err = inTurn(rounds+1, variants...)
	return times, err
}

// of is the sample of one kind of bindings.
func (r *row) of(kind bindings) *sample {
	if kind == whole {
		return &r.Other
	}
	return &r.Base
}

// app is the program with one kind of bindings.
func (b *bench) app(kind bindings) string {
	name := "tandem"
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	return filepath.Join(b.folder(kind), name)
}

// build builds the app. The stamp of the version control system is left out, so
// that the state of the repository does not matter.
func (b *bench) build(ctx context.Context, kind bindings, target string, flags ...string) (outcome, error) {
	args := append([]string{"build", "-buildvcs=false", "-o", target}, flags...)
	return command{
		name: "go", args: append(args, "."), dir: b.root,
		env: []string{"GOWORK=" + b.workspace(kind)}, limit: 10 * time.Minute,
	}.run(ctx)
}

// overlay writes an overlay for `go build` in which a source has a line more,
// another one each time.
func (b *bench) overlay(kind bindings, source string, run int) (name string, err error) {
	text, err := os.ReadFile(source)
	if err != nil {
		return "", err
	}
	changed := filepath.Join(b.folder(kind), "changed")
	line := fmt.Sprintf("\nvar benchmarkRun = \"%d at %d\"\n", run, time.Now().UnixNano())
	if err := writeFile(changed, string(text)+line); err != nil {
		return "", err
	}
	text, err = json.Marshal(map[string]map[string]string{"Replace": {source: changed}})
	if err != nil {
		return "", err
	}
	name = filepath.Join(b.folder(kind), "overlay.json")
	return name, writeFile(name, string(text))
}
