package main

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"time"
)

// emptyMake is `make synth` with a command in the place of cdktf that does
// nothing: everything else that it does.
const emptyMake = "`make synth` with nothing for `cdktf`"

// measureMake runs `make synth` and what it runs, in turn and in the
// repository itself.
func (b *bench) measureMake(ctx context.Context, r *report) error {
	cdktf := filepath.Join(b.root, "node_modules", ".bin", "cdktf")
	variants := []struct {
		what string
		name string
		args []string
		to   sample
	}{
		{what: "`make synth`", name: "make", args: []string{"synth"}},
		{what: "`cdktf synth`", name: cdktf, args: []string{"synth"}},
		{what: "`npx cdktf synth`", name: "npx", args: []string{"cdktf", "synth"}},
		{what: emptyMake, name: "make", args: []string{"synth", "cdktf=true"}},
	}
	var all []func() error
	for i := range variants {
		v, warm := &variants[i], false
		all = append(all, func() error {
			out, err := command{name: v.name, args: v.args, dir: b.root, limit: 5 * time.Minute}.run(ctx)
			if warm { // the first run of each is not counted
				v.to.add(out.seconds)
			}
			warm = true
			if v.what == emptyMake && strings.TrimSpace(out.stdout) != "" {
				return errors.New("make synth cdktf=true still synthesizes; does the Makefile name the command otherwise now?")
			}
			return err
		})
	}
	say("`make synth` and `cdktf synth`, %d times", b.runs)
	if err := inTurn(b.runs+1, all...); err != nil {
		return err
	}
	for _, v := range variants {
		r.Make = append(r.Make, row{What: v.what, Unit: "s", Base: v.to})
	}
	r.Difference = variants[0].to.minus(variants[1].to)
	return nil
}
