package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// bindings are the generated bindings of the google provider, of one of two
// kinds, in a folder of .build/bench with a go.work that makes the Go command
// use them.
type bindings string

const (
	pruned bindings = "pruned" // what the code imports
	whole  bindings = "whole"  // everything the provider has
)

func (b *bench) folder(of bindings) string    { return filepath.Join(b.work, string(of)) }
func (b *bench) generated(of bindings) string { return filepath.Join(b.folder(of), "generated") }
func (b *bench) workspace(of bindings) string { return filepath.Join(b.folder(of), "go.work") }

// bindingsCommand runs the bindings command for one kind.
func (b *bench) bindingsCommand(of bindings, flags ...string) command {
	args := []string{"-C", b.root, "--out", b.generated(of), "--work", b.workspace(of)}
	if of == whole {
		args = append(args, "--whole")
	}
	return command{name: b.tool, args: append(args, flags...), limit: 15 * time.Minute}
}

// kinds are the bindings that there are to compare. A trial does without the
// whole ones unless they are there.
func (b *bench) kinds() []bindings {
	if _, err := os.Stat(b.workspace(whole)); err != nil {
		return []bindings{pruned}
	}
	return []bindings{pruned, whole}
}

// measureGeneration makes both kinds of bindings: the pruned ones anew in every
// round, the whole ones only where there are none that are current, or when
// asked for.
func (b *bench) measureGeneration(ctx context.Context, r *report) error {
	b.tool = filepath.Join(b.work, "bindings")
	_, err := command{
		name: "go", args: []string{"-C", filepath.Join(b.root, "bindings"), "build", "-o", b.tool, "."},
		env: []string{"GOWORK=off"}, limit: 10 * time.Minute,
	}.run(ctx)
	if err != nil {
		return err
	}
	// The first run fills the cache of npm packages.
	if _, err := b.generate(ctx, pruned); err != nil {
		return err
	}
	times, peaks := row{What: "generate the bindings", Unit: "s"}, row{What: "generate, peak memory", Unit: "MB"}
	once, note, err := b.generateWhole(ctx)
	if err != nil {
		return err
	}
	r.WholeNote = note
	times.Other.add(once.Seconds)
	peaks.Other.add(once.Megabytes)

	say("generating the pruned bindings, %d times", b.runs)
	size, idle := row{What: "size of the bindings", Unit: "MB"}, row{What: "check bindings that are current", Unit: "s"}
	variants := []func() error{func() error {
		out, err := b.generate(ctx, pruned)
		times.Base.add(out.seconds)
		peaks.Base.add(out.peak / 1e6)
		return err
	}}
	for _, kind := range b.kinds() {
		variants = append(variants, func() error {
			out, err := b.bindingsCommand(kind).run(ctx)
			idle.of(kind).add(out.seconds)
			return err
		})
	}
	if err := inTurn(b.runs, variants...); err != nil {
		return err
	}
	for _, kind := range b.kinds() {
		size.of(kind).add(folderSize(b.generated(kind)) / 1e6)
	}
	r.Pruned = append(r.Pruned, times, peaks, size, idle)
	return nil
}

// generate makes bindings anew.
func (b *bench) generate(ctx context.Context, kind bindings) (outcome, error) {
	if err := os.RemoveAll(b.generated(kind)); err != nil {
		return outcome{}, err
	}
	return b.bindingsCommand(kind).run(ctx)
}

// A generation is what it took to generate the whole bindings, kept beside them
// for later runs.
type generation struct {
	Date               string
	Seconds, Megabytes float64
}

// generateWhole sees to it that there are whole bindings, and returns what
// their generation took, now or when it was.
func (b *bench) generateWhole(ctx context.Context) (generation, string, error) {
	var g generation
	record := filepath.Join(b.folder(whole), "generation.json")
	text, err := os.ReadFile(record)
	if err == nil && !b.again && json.Unmarshal(text, &g) == nil {
		if _, stale := b.bindingsCommand(whole, "--check").run(ctx); stale == nil {
			return g, fmt.Sprintf("The whole bindings were generated once, in an earlier run (%s).", g.Date), nil
		}
	}
	if b.quick && !b.again {
		say("no current whole bindings: left out of this trial")
		return generation{}, "", os.RemoveAll(b.folder(whole))
	}
	say("generating the whole bindings, which takes minutes")
	out, err := b.generate(ctx, whole)
	if err != nil {
		return g, "", err
	}
	g = generation{Date: today(), Seconds: out.seconds, Megabytes: out.peak / 1e6}
	text, err = json.Marshal(g)
	if err != nil {
		return g, "", err
	}
	return g, "The whole bindings were generated once, in this run.", writeFile(record, string(text)+"\n")
}

// folderSize is the size of all files in a folder in bytes, 0 when there is no
// such folder.
func folderSize(dir string) float64 {
	var size float64
	filepath.WalkDir(dir, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return nil
		}
		if info, err := entry.Info(); err == nil {
			size += float64(info.Size())
		}
		return nil
	})
	return size
}
