// Command bench measures Tandem and writes docs/performance.md: pruned against
// whole provider bindings, a Go program against one in TypeScript with the same
// resources, and what `make synth` adds to `cdktf synth`. Run it in the
// repository, as `make bench` does:
//
//	go run ./bench              everything, about ten minutes on two cores
//	go run ./bench -generate    the whole bindings anew, three minutes more
//	go run ./bench -quick       a trial, to standard output
//
// Variants that are compared run in turn, each round starting with another one,
// so that a machine that is busy for a while is so for all of them. Figures are
// medians; a slow machine fails nothing, but programs that write different
// resources do. What takes long to make stays in .build/bench for the next run.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// wholeRun bounds everything together; each command has a limit of its own.
const wholeRun = 45 * time.Minute

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, wholeRun)
	defer cancel()

	var o options
	flag.IntVar(&o.runs, "n", 9, "`runs` of each variant; of those that take long, half of it")
	flag.BoolVar(&o.quick, "quick", false, "two runs of few services, to standard output; docs/performance.md stays")
	flag.BoolVar(&o.again, "generate", false, "generate the whole bindings anew, also where those of an earlier run are current")
	flag.Parse()
	if flag.NArg() > 0 || o.runs < 1 {
		fmt.Fprintln(flag.CommandLine.Output(), "bench: takes flags only, and -n of at least 1")
		flag.Usage()
		os.Exit(2)
	}
	o.command = strings.Join(append([]string{"go run ./bench"}, os.Args[1:]...), " ")
	if err := run(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// options are the flags, and the command that they were given in.
type options struct {
	runs         int
	quick, again bool
	command      string
}

// bench is one run of the benchmark.
type bench struct {
	root  string // the repository
	work  string // what this command makes, .build/bench
	tool  string // the built bindings command
	sizes []int  // numbers of services
	options
}

// few is the number of runs of what takes long.
func (b *bench) few() int { return (b.runs + 1) / 2 }

// run measures, and writes the report when everything has been measured.
func run(ctx context.Context, o options) error {
	b := &bench{options: o, sizes: []int{1, 100, 1000}}
	if o.quick {
		b.runs, b.sizes = 2, []int{1, 10}
	}
	if err := b.locate(ctx); err != nil {
		return err
	}
	start := time.Now()
	r, err := b.measure(ctx)
	if err != nil {
		return err
	}
	text := r.markdown()
	if o.quick {
		_, err = os.Stdout.WriteString(text)
		return err
	}
	target := filepath.Join("docs", "performance.md")
	say("wrote %s after %s", target, time.Since(start).Round(time.Second))
	return writeFile(filepath.Join(b.root, target), text)
}

// locate finds the repository and makes the folder to work in.
func (b *bench) locate(ctx context.Context) error {
	out, err := command{name: "go", args: []string{"env", "GOMOD"}, limit: time.Minute}.run(ctx)
	if err != nil {
		return err
	}
	b.root = filepath.Dir(strings.TrimSpace(out.stdout))
	if _, err := os.Stat(filepath.Join(b.root, "bench", "typescript", "main.ts")); err != nil {
		return errors.New("run it in the folder of the repository: " + err.Error())
	}
	b.work = filepath.Join(b.root, ".build", "bench")
	return os.MkdirAll(b.work, 0o755)
}

// measure takes all measurements, one kind after the other.
func (b *bench) measure(ctx context.Context) (*report, error) {
	r := &report{Command: b.command, Machine: describeMachine(ctx, b.root)}
	steps := []func(context.Context, *report) error{
		b.prepareTypeScript,
		b.measureMake,
		b.measureGeneration,
		b.measureBuild,
		b.measureSynth,
	}
	for _, step := range steps {
		if err := step(ctx, r); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// say tells who waits what is going on.
func say(format string, args ...any) { fmt.Fprintf(os.Stderr, "bench: "+format+"\n", args...) }

func writeFile(name, text string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, []byte(text), 0o644)
}
