package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
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
	command command
	out     string   // folder for what it writes
	taken   []sample // by measure
}

// measures are what is measured of a program.
var measures = []struct {
	what, unit string // a subject's name follows
	of         func(outcome) float64
}{
	{"synthesize ", "s", func(o outcome) float64 { return o.seconds }},
	{"processor time, ", "s", func(o outcome) float64 { return o.cpu }},
	{"peak memory, ", "MB", func(o outcome) float64 { return o.peak / 1e6 }},
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
	bindings, languages := make([][]row, len(measures)), make([][]row, len(measures))
	for _, s := range subjects {
		p := b.programs(s, scratch)
		if err := b.measureSubject(ctx, s, p); err != nil {
			return fmt.Errorf("%s: %w", s.label, err)
		}
		for i, m := range measures {
			what := m.what + s.label
			bindings[i] = append(bindings[i], row{what, m.unit, p.pruned.measured(i), p.whole.measured(i)})
			if p.typescript != nil {
				languages[i] = append(languages[i], row{what, m.unit, p.typescript.measured(i), p.pruned.measured(i)})
			}
		}
	}
	r.Services = b.sizes
	r.Pruned = append(r.Pruned, slices.Concat(bindings...)...)
	r.TypeScript = slices.Concat(languages...)
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
		return &program{command: c, out: out, taken: make([]sample, len(measures))}
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
			for i, m := range measures {
				program.taken[i].add(m.of(out))
			}
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

// measured is what was measured of a program, nothing of one that is left out.
func (p *program) measured(measure int) sample {
	if p == nil {
		return nil
	}
	return p.taken[measure]
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
