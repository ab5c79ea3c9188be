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

// measureBuild builds the app with both kinds of bindings. Everything that it
// imports comes from the build cache; package main is a new one each time, by
// way of an overlay that adds a line to main.go, and so it is compiled and the
// program linked.
func (b *bench) measureBuild(ctx context.Context, r *report) error {
	times, size := row{What: "`go build` of the app", Unit: "s"}, row{What: "size of the program", Unit: "MB"}
	var variants []func() error
	for _, kind := range b.kinds() {
		say("building with the %s bindings", kind)
		if _, err := b.build(ctx, kind, b.app(kind)); err != nil {
			return err
		}
		info, err := os.Stat(b.app(kind))
		if err != nil {
			return err
		}
		to := &times.Base
		if kind == whole {
			to = &times.Other
			size.Other.add(float64(info.Size()) / 1e6)
		} else {
			size.Base.add(float64(info.Size()) / 1e6)
		}
		run := 0
		variants = append(variants, func() error {
			run++
			overlay, err := b.changeMain(kind, run)
			if err != nil {
				return err
			}
			out, err := b.build(ctx, kind, b.app(kind)+".changed", "-overlay", overlay)
			if run > 1 { // the first one warms up
				to.add(out.seconds)
			}
			return err
		})
	}
	say("building with a changed main.go, %d times", b.runs)
	if err := inTurn(b.runs+1, variants...); err != nil {
		return err
	}
	r.Pruned = append(r.Pruned, times, size)
	return nil
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

// changeMain writes an overlay for `go build` in which main.go has a line more,
// another one each time.
func (b *bench) changeMain(kind bindings, run int) (overlay string, err error) {
	original := filepath.Join(b.root, "main.go")
	source, err := os.ReadFile(original)
	if err != nil {
		return "", err
	}
	changed := filepath.Join(b.folder(kind), "main.go.changed")
	line := fmt.Sprintf("\nvar benchmarkRun = \"%d at %d\"\n", run, time.Now().UnixNano())
	if err := writeFile(changed, string(source)+line); err != nil {
		return "", err
	}
	text, err := json.Marshal(map[string]map[string]string{"Replace": {original: changed}})
	if err != nil {
		return "", err
	}
	overlay = filepath.Join(b.folder(kind), "overlay.json")
	return overlay, writeFile(overlay, string(text))
}
