package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// A subject is what the programs synthesize.
type subject struct {
	label    string
	path     string // of the environment file or folder
	services int    // in it; 0 for the repository's own environments
}

// A program that synthesizes a subject, and what it took. A nil one is left out.
type program struct {
	command        command
	out            string // folder for what it writes
	seconds, peaks sample
}

// programs are those that are compared on a subject.
type programs struct {
	pruned, whole *program // the app with each kind of bindings
	typescript    *program // the one of bench/typescript
}

// measureSynth runs the programs on the environments and on files with more and
// more services, and compares what they write before it takes times.
func (b *bench) measureSynth(ctx context.Context, r *report) error {
	scratch, err := os.MkdirTemp(b.work, "synth-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	subjects, err := b.subjects(scratch)
	if err != nil {
		return err
	}
	var times, peaks, timesTS, peaksTS []row
	for _, s := range subjects {
		p := b.programs(s, scratch)
		if err := b.measureSubject(ctx, s, p); err != nil {
			return fmt.Errorf("%s: %w", s.label, err)
		}
		time, peak := "synthesize "+s.label, "peak memory, "+s.label
		times = append(times, row{time, "s", p.pruned.times(), p.whole.times()})
		peaks = append(peaks, row{peak, "MB", p.pruned.memory(), p.whole.memory()})
		if p.typescript != nil {
			timesTS = append(timesTS, row{time, "s", p.typescript.times(), p.pruned.times()})
			peaksTS = append(peaksTS, row{peak, "MB", p.typescript.memory(), p.pruned.memory()})
		}
	}
	r.Pruned = append(append(r.Pruned, times...), peaks...)
	r.Services = b.sizes
	r.TypeScript = append(append(r.TypeScript, timesTS...), peaksTS...)
	return nil
}

// subjects writes the environment files.
func (b *bench) subjects(scratch string) ([]subject, error) {
	all := []subject{{label: "`environments/`", path: filepath.Join(b.root, "environments")}}
	for _, n := range b.sizes {
		file := filepath.Join(scratch, strconv.Itoa(n), stackName+".yaml")
		if err := writeFile(file, environment(n)); err != nil {
			return nil, err
		}
		all = append(all, subject{label: services(n), path: file, services: n})
	}
	return all, nil
}

// programs are what can synthesize a subject.
func (b *bench) programs(s subject, scratch string) programs {
	var p programs
	fill := func(name string, c command) *program {
		out := filepath.Join(scratch, "out", name)
		c.env, c.limit = []string{"CDKTF_OUTDIR=" + out}, 5*time.Minute
		return &program{command: c, out: out}
	}
	for _, kind := range b.kinds() {
		app := fill(string(kind), command{name: b.app(kind), args: []string{s.path}, dir: scratch})
		if kind == whole {
			p.whole = app
		} else {
			p.pruned = app
		}
	}
	if s.services > 0 {
		p.typescript = fill("typescript", command{
			name: "node", args: []string{"main.js", strconv.Itoa(s.services)}, dir: b.typescript(),
		})
	}
	return p
}

// measureSubject runs each program once to warm up, compares what they wrote,
// and then runs them in turn.
func (b *bench) measureSubject(ctx context.Context, s subject, p programs) error {
	var variants []func() error
	for _, program := range []*program{p.pruned, p.whole, p.typescript} {
		if program == nil {
			continue
		}
		if _, err := program.command.run(ctx); err != nil {
			return err
		}
		variants = append(variants, func() error {
			out, err := program.command.run(ctx)
			program.seconds.add(out.seconds)
			program.peaks.add(out.peak)
			return err
		})
	}
	if err := p.compare(); err != nil {
		return err
	}
	rounds := b.runs
	if s.services >= 1000 {
		rounds = b.few()
	}
	say("synthesizing %s, %d times with each of %d programs", s.label, rounds, len(variants))
	return inTurn(rounds, variants...)
}

// times are the run times of a program, none of one that is left out.
func (p *program) times() sample {
	if p == nil {
		return nil
	}
	return p.seconds
}

// memory is the peak memory of a program, none of one that is left out.
func (p *program) memory() sample {
	if p == nil {
		return nil
	}
	return p.peaks
}

// compare returns an error unless the app wrote the same bytes with both kinds
// of bindings, and the program in TypeScript the same configuration.
func (p programs) compare() error {
	if p.whole != nil {
		if err := sameFiles(p.pruned.out, p.whole.out); err != nil {
			return fmt.Errorf("pruned and whole bindings: %w", err)
		}
	}
	if p.typescript == nil {
		return nil
	}
	var texts [2][]byte
	for i, program := range []*program{p.pruned, p.typescript} {
		var err error
		if texts[i], err = os.ReadFile(filepath.Join(program.out, "stacks", stackName, "cdk.tf.json")); err != nil {
			return err
		}
	}
	if err := sameConfiguration(texts[0], texts[1]); err != nil {
		return fmt.Errorf("the app and the program in TypeScript: %w", err)
	}
	return nil
}

// sameFiles returns an error unless every Terraform configuration below one
// folder is below the other too, byte by byte.
func sameFiles(a, b string) error {
	found := 0
	err := filepath.WalkDir(a, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		relative, err := filepath.Rel(a, path)
		if err != nil {
			return err
		}
		left, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		right, err := os.ReadFile(filepath.Join(b, relative))
		if err != nil {
			return err
		}
		if found++; !bytes.Equal(left, right) {
			return fmt.Errorf("%s is different", filepath.ToSlash(relative))
		}
		return nil
	})
	if err == nil && found == 0 {
		return fmt.Errorf("nothing was written")
	}
	return err
}
