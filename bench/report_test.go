package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// measured is a report with figures that are easy to follow.
func measured() *report {
	return &report{
		Command:   "go run ./bench -n 3",
		Machine:   machine{{"date", "2026-01-31"}, {"cores", "2"}, {"Go", "1.26.0"}},
		WholeNote: "The whole bindings were generated once, in an earlier run (2026-01-30).",
		Pruned: []row{
			{"generate the bindings", "s", sample{1, 2, 3}, sample{200}},
			{"size of the bindings", "MB", sample{4}, sample{440}},
			{"`go build`, bindings changed", "s", sample{2, 2, 2}, sample{4, 5, 6}},
			{"synthesize `environments/`", "s", sample{0.5, 0.4, 0.6}, sample{2.5, 2.4, 2.6}},
			{"synthesize 1,000 services", "s", sample{4, 4}, sample{7, 7}},
			{"peak memory, `environments/`", "MB", sample{150, 150, 150}, sample{900, 900, 900}},
		},
		Services: []int{1, 1000},
		TypeScript: []row{
			{"synthesize 1 service", "s", sample{0.3, 0.3, 0.3}, sample{0.45, 0.45, 0.45}},
			{"synthesize 1,000 services", "s", sample{1.5, 1.5}, sample{4.446, 4.446}},
			{"peak memory, 1,000 services", "MB", sample{100, 110}, sample{210, 210}},
		},
		Make: []row{
			{What: "`make synth`", Unit: "s", Base: sample{2.1, 2.2, 2.3}},
			{What: "`cdktf synth`", Unit: "s", Base: sample{2, 2, 2}},
			{What: "`npx cdktf synth`", Unit: "s", Base: sample{2.5, 2.5, 2.6}},
			{What: emptyMake, Unit: "s", Base: sample{0.2, 0.1, 0.2}},
		},
		Difference: sample{0.1, 0.2, 0.3},
	}
}

func TestMarkdown(t *testing.T) {
	trial := measured()
	trial.WholeNote = ""
	for i := range trial.Pruned {
		trial.Pruned[i].Other = nil
	}
	for name, r := range map[string]*report{"performance": measured(), "trial": trial} {
		t.Run(name, func(t *testing.T) { golden(t, name+".md", r.markdown()) })
	}
}

// golden compares text with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := writeFile(file, got); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is different; see what -update changes. Got:\n%s", file, got)
	}
}

func TestWrap(t *testing.T) {
	got := wrap("  one two   three÷four five ", 10)
	if want := "one two\nthree÷four\nfive"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestVerdictOnMake(t *testing.T) {
	r := measured()
	for _, test := range []struct {
		overhead float64
		want     string
	}{{0.1, "less than the one second"}, {1.01, "more than the one second"}} {
		r.Make[len(r.Make)-1].Base = sample{test.overhead}
		if got := r.readMake(); !strings.Contains(got, test.want) {
			t.Errorf("%v: %q does not say %q", test.overhead, got, test.want)
		}
	}
}

func TestEnvironment(t *testing.T) {
	golden(t, "two.yaml", environment(2))
}
