package main

import (
	"fmt"
	"strings"
)

// A report is everything that was measured.
type report struct {
	Command    string // that measured it
	Machine    machine
	Pruned     []row  // base: pruned bindings; other: whole ones
	WholeNote  string // when the whole bindings were generated; "" without them
	TypeScript []row  // base: TypeScript; other: Go
	Services   []int  // that the rows of TypeScript are about
	Make       []row  // base only
	Difference sample // `make synth` less `cdktf synth`, in seconds
}

// A row is one figure of two variants.
type row struct {
	What        string
	Unit        string
	Base, Other sample
}

// overheadClaim is how many seconds `make synth` may spend outside of
// `cdktf synth` on a warm machine.
const overheadClaim = 1.0

const introduction = `# Performance

Written by ` + "`make bench`" + `; run it again rather than edit this. A figure is the median of
its runs, with the smallest and the largest in brackets; a ratio is that of the
medians. What is compared ran in turn, round by round, after one run of each that
does not count. Seconds are wall time, a MB is 10⁶ bytes.
`

const method = `
## How it is measured

- **generate** runs the ` + "`bindings`" + ` command with its npm packages in the cache and no
  generated folder; **check** runs it again with nothing to do.
- **` + "`go build`" + `** is ` + "`go build -buildvcs=false`" + ` of the app, with a source that has a new
  line each time. When that is main.go, package main is compiled and the program
  linked, and all else comes from the build cache; when it is in the bindings, their
  packages that the app imports and all that import those are compiled as well.
- **synthesize** runs the built program, without the cdktf command line: for
  ` + "`environments/`" + `, or for one environment file with so many services. Each service
  comes with its service account and a policy that names its invokers: 4 blocks of
  Terraform configuration a service, and 2 enabled APIs. The TypeScript program
  (` + "`bench/typescript`" + `) is compiled beforehand and run with ` + "`node`" + `.
- Before times are taken, the outputs are compared: with the whole bindings the app
  has to write the same bytes, the TypeScript program the same configuration but for
  the ` + "`//`" + ` keys, CDKTF's notes about itself. A difference fails the benchmark.
- **processor time** is that of the process and all its descendants together, in user
  and system mode. It is what to look at where the wall time was spent waiting for a
  busy machine.
- **peak memory** is the largest sum of the resident memory of the process and all
  its descendants at one instant: for a Go program with its Node.js processes. Pages
  that processes share count in each. It is read from /proc every 20 ms, and so is the
  processor time.
- ` + "`make synth`, `cdktf synth` (the installed command) and `npx cdktf synth`" + ` run in the
  repository, one after the other in each round. What ` + "`make synth`" + ` adds is measured by
  itself, with ` + "`make synth cdktf=true`" + `; on a busy machine that says more than the
  median of the differences within a round, which is there too.
`

// markdown is the whole of docs/performance.md.
func (r *report) markdown() string {
	var b strings.Builder
	b.WriteString(introduction)
	fmt.Fprintf(&b, "\nThis was `%s`.\n\n", r.Command)
	b.WriteString(table([]string{"machine", ""}, r.Machine.rows()))

	b.WriteString("\n## Pruned against whole bindings\n\n")
	b.WriteString(compared("pruned", "whole", "whole ÷ pruned", r.Pruned))
	b.WriteString(paragraph(r.WholeNote))
	b.WriteString(paragraph(r.readPruned()))

	b.WriteString("\n## Against CDKTF in TypeScript\n\n")
	b.WriteString(compared("TypeScript", "Go, pruned", "Go ÷ TypeScript", r.TypeScript))
	b.WriteString(paragraph(r.readTypeScript()))

	b.WriteString("\n## What `make synth` adds\n\n")
	b.WriteString(r.makeTable())
	b.WriteString(paragraph(r.readMake()))
	b.WriteString(method)
	return b.String()
}

// rows are the machine's, as table takes them.
func (m machine) rows() [][]string {
	var rows [][]string
	for _, pair := range m {
		rows = append(rows, pair[:])
	}
	return rows
}

// compared is a table of two variants.
func compared(base, other, ratio string, rows []row) string {
	var cells [][]string
	for _, r := range rows {
		cells = append(cells, []string{r.What, r.Unit, r.Base.String(), r.Other.String(), figure(r.Other.over(r.Base)), r.runs()})
	}
	return table([]string{"", "unit", base, other, ratio, "runs"}, cells)
}

// runs is how often each variant ran.
func (r row) runs() string {
	switch {
	case len(r.Base) == len(r.Other), len(r.Other) == 0:
		return fmt.Sprint(len(r.Base))
	default:
		return fmt.Sprintf("%d and %d", len(r.Base), len(r.Other))
	}
}

func (r *report) makeTable() string {
	var cells [][]string
	for _, row := range r.Make {
		cells = append(cells, []string{row.What, row.Unit, row.Base.String(), figure(row.Base.over(r.made("`cdktf synth`"))), row.runs()})
	}
	cells = append(cells, []string{"`make synth` − `cdktf synth`", "s", r.Difference.String(), "", fmt.Sprint(len(r.Difference))})
	return table([]string{"", "unit", "time", "÷ `cdktf synth`", "runs"}, cells)
}

// made is one of the times around `make synth`.
func (r *report) made(what string) sample {
	for _, row := range r.Make {
		if row.What == what {
			return row.Base
		}
	}
	return nil
}

// readPruned says what the table of bindings shows.
func (r *report) readPruned() string {
	if r.WholeNote == "" || len(r.Pruned) == 0 {
		return "The whole bindings were left out of this trial."
	}
	synths := find(r.Pruned, "synthesize ")
	memory := find(r.Pruned, "peak memory, ")
	first := synths[0]
	return fmt.Sprintf("The whole bindings take %s times as long to generate as the pruned ones, %s times as long to build with when they have changed, and to synthesize %s %s times as long and %s times as much memory. "+
		"They are loaded at every start whatever is used of them, a price of %s s there and not more for more services.",
		ratioOf(find(r.Pruned, "generate the bindings")), ratioOf(find(r.Pruned, "`go build`, bindings")),
		subjectOf(first), ratioOf(synths), ratioOf(memory), extra(first))
}

// readTypeScript says what the table of the two languages shows.
func (r *report) readTypeScript() string {
	synths, memory := find(r.TypeScript, "synthesize "), find(r.TypeScript, "peak memory, ")
	if len(synths) == 0 || len(memory) == 0 {
		return ""
	}
	first, last := synths[0], synths[len(synths)-1]
	return fmt.Sprintf("The Go program takes %s times as long as the one in TypeScript for %s, and %s times for %s, with %s times as much memory. "+
		"It starts a Node.js process that CDKTF runs in, and every call of a construct is a message to that process and an answer: about %s ms a service.",
		ratioOf(synths[:1]), subjectOf(first), ratioOf(synths[len(synths)-1:]), subjectOf(last), ratioOf(memory[len(memory)-1:]),
		figure(1000*r.perService(first.Other, last.Other)))
}

// perService is what one more service costs, from the least and the most of
// them.
func (r *report) perService(least, most sample) float64 {
	return (most.median() - least.median()) / float64(r.Services[len(r.Services)-1]-r.Services[0])
}

// readMake says what the table of make shows.
func (r *report) readMake() string {
	overhead := r.made(emptyMake).median()
	verdict := "less than"
	if overhead > overheadClaim {
		verdict = "more than"
	}
	return fmt.Sprintf("On a warm machine `make synth` spends %s s outside of `cdktf synth`, %s the one second that it may. "+
		"It looks whether the npm packages, the `bindings` command and the bindings are current, and runs the installed command without `npx`.",
		figure(overhead), verdict)
}

// find are the rows whose names begin so.
func find(rows []row, prefix string) []row {
	var found []row
	for _, r := range rows {
		if strings.HasPrefix(r.What, prefix) {
			found = append(found, r)
		}
	}
	return found
}

// ratioOf is the ratio of the first row.
func ratioOf(rows []row) string {
	if len(rows) == 0 {
		return "–"
	}
	return figure(rows[0].Other.over(rows[0].Base))
}

// extra is how much more the other variant of a row is.
func extra(r row) string { return figure(r.Other.median() - r.Base.median()) }

// subjectOf is what a row is about.
func subjectOf(r row) string {
	_, subject, _ := strings.Cut(r.What, " ")
	return subject
}

// paragraph is text with an empty line before it, wrapped; nothing for nothing.
func paragraph(text string) string {
	if text == "" {
		return ""
	}
	return "\n" + wrap(text, 84) + "\n"
}

// wrap breaks text into lines of at most so many characters.
func wrap(text string, width int) string {
	var b strings.Builder
	column := 0
	for _, word := range strings.Fields(text) {
		size := len([]rune(word))
		switch {
		case column == 0:
		case column+1+size > width:
			b.WriteByte('\n')
			column = 0
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += size
	}
	return b.String()
}

// table is a table in Markdown. The first column is text, the rest are figures.
func table(header []string, rows [][]string) string {
	var b strings.Builder
	line := func(cells []string) { fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | ")) }
	line(header)
	rule := make([]string, len(header))
	for i := range rule {
		rule[i] = "---:"
	}
	rule[0] = "---"
	line(rule)
	for _, cells := range rows {
		line(cells)
	}
	return b.String()
}
