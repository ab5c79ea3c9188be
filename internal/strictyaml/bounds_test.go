package strictyaml

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

// fill repeats a line until a document is nearly as large as it may be.
func fill(line string) string { return strings.Repeat(line, (mostBytes-1000)/len(line)) }

// lines writes n numbered lines.
func lines(format string, n int) string {
	var text strings.Builder
	for i := range n {
		fmt.Fprintf(&text, format, i)
	}
	return text.String()
}

// Every bound holds exactly.
func TestBounds(t *testing.T) {
	nested := func(n int) string { return "x: " + strings.Repeat("[", n) + strings.Repeat("]", n) + "\n" }
	steps := func(n int) string {
		var text strings.Builder
		for i := range n {
			text.WriteString(strings.Repeat(" ", i) + "x:\n")
		}
		return text.String()
	}
	const unknown = "file.yaml:1:1: x: unknown key; allowed: name, count, enabled, tags, labels, owner, parts"
	for _, test := range []struct{ name, source, want string }{
		{"bytes", "name: " + strings.Repeat("x", mostBytes-6), ""},
		{"a byte more", "name: " + strings.Repeat("x", mostBytes-5), "file.yaml:1:1: 1048577 bytes; allowed: at most 1048576"},
		{"empty lines", "name: x\n" + strings.Repeat(" \n", mostEmptyLines) + "count: 1\n", ""},
		{"an empty line more", "name: x\n" + strings.Repeat("\n", mostEmptyLines+1) + "count: 1\n", "file.yaml:2:1: more than 50 empty lines in a row; leave some out"},
		{"empty lines on Windows", "name: x\r\n" + strings.Repeat("\r\n", mostEmptyLines+1) + "count: 1\r\n", "file.yaml:2:1: more than 50 empty lines in a row; leave some out"},
		{"depth of brackets", nested(deepest - 1), unknown},
		{"a bracket deeper", nested(deepest), "file.yaml:1:67: more than 64 mappings and lists within each other; write fewer"},
		{"depth of blocks", steps(deepest), unknown},
		{"a block deeper", steps(deepest + 1), "file.yaml:65:66: more than 64 mappings and lists within each other; write fewer"},
		{"depth of dashes", "x:\n" + strings.Repeat("- ", deepest-1) + "a\n", unknown},
		{"a dash deeper", "x:\n" + strings.Repeat("- ", deepest) + "a\n", "file.yaml:2:127: more than 64 mappings and lists within each other; write fewer"},
		{"keys", "labels:\n" + lines(" k%d: v\n", mostEntries), ""},
		{"a key more", "labels:\n" + lines(" k%d: v\n", mostEntries+1), "file.yaml:5002:7: more than 5000 entries in one mapping or list; write fewer"},
		{"keys in braces", "labels: {" + lines("k%d: v, ", mostEntries) + "}\n", ""},
		{"list", "tags:\n" + strings.Repeat("- v\n", mostEntries), ""},
		{"an entry more", "tags:\n" + strings.Repeat("- v\n", mostEntries+1), "file.yaml:5002:1: more than 5000 entries in one mapping or list; write fewer"},
		{"list in brackets", "tags: [" + strings.Repeat("v,", mostEntries) + "]\n", ""},
		{"an entry in brackets more", "tags: [" + strings.Repeat("v,", mostEntries+1) + "]\n", "file.yaml:1:10009: more than 5000 entries in one mapping or list; write fewer"},
		// The entries of two lists do not add up.
		{"two lists", "tags:\n" + strings.Repeat("- v\n", mostEntries) + "parts:\n p:\n  tags:\n" + strings.Repeat("  - v\n", mostEntries), ""},
		{"two maps of a level", "parts:\n" + lines(" a%d:\n  env:\n   A: a\n", 2) + " b:\n  env:\n" + lines("   k%d: v\n", mostEntries), ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			document, _ := decode(test.source)
			if got := document.Errors().Error(); got != test.want {
				t.Errorf("\n got %.300s\nwant %s", got, test.want)
			}
		})
	}
}

// A hostile document costs little more than one of its size.
func TestHostileDocuments(t *testing.T) {
	if testing.Short() {
		t.Skip("reads many documents of the largest size")
	}
	const (
		tooDeep = "more than 64 mappings and lists within each other"
		tooLong = "more than 5000 entries in one mapping or list"
		tooMany = "more than 100000 keys, values and signs"
	)
	doubled := func(first, format string) string {
		text := first
		for i := 1; i < 60; i++ {
			text += fmt.Sprintf(format, i, i, i-1, i-1)
		}
		return text
	}
	for _, test := range []struct{ name, source, want string }{
		{"brackets", "name: " + fill("["), tooDeep},
		{"braces", "name: " + fill("{a: "), tooDeep},
		{"dashes", "tags:\n" + fill("- "), tooDeep},
		{"question marks", fill("? "), tooDeep},
		{"colons", fill(": "), tooDeep},
		{"commas", "tags: [" + fill(",") + "]", tooLong},
		{"keys without values", fill("a:\n"), tooLong},
		{"anchors", "name: " + fill("&a "), tooMany},
		{"aliases", "name: " + fill("*a "), tooMany},
		{"tags", "name: " + fill("!!str "), tooMany},
		{"quotes", "name: " + fill(`"a" `), tooMany},
		{"documents", fill("---\n"), tooMany},
		{"as many as there may be", strings.Repeat("x:\n"+strings.Repeat(" -\n", 4998), 19), "unknown key"},
		{"as many in one line", "tags: [" + strings.Repeat("1,", 4999) + "]", "given the number 1"},
		{"blocks of text with empty lines", fill("a: |\n x\n" + strings.Repeat("\n", mostEmptyLines)), tooLong},
		{"one long word", "name: " + fill("x"), ""},
		{"one long text", "name: |\n" + fill(" x\n"), ""},
		{"one long comment", "name: x\n" + fill("# c\n"), ""},
		{"escapes", `name: "` + fill(`\u0041`) + `"`, ""},
		{"white space", fill(" "), "the file is empty"},
		{"line feeds", fill("\n"), "more than 50 empty lines"},
		{"long key", fill("x") + ": y\n", "unknown key"},
		{"alias of a list, often", "tags: &a [" + strings.Repeat("x,", 4999) + "]\nparts:\n" + lines(" p%d: {tags: *a}\n", 4999), "more than 100000 values once aliases are followed"},
		{"merge of a map, often", "labels: &a {" + lines("k%d: v,", 4999) + "}\nparts:\n" + lines(" p%d: {env: {<<: *a}}\n", 4999), "more than 100000 values once aliases are followed"},
		{"merge of unknown keys, often", "labels: &a {" + lines("k%d: v,", 4999) + "}\nparts:\n" + lines(" p%d: {<<: *a}\n", 4999), "unknown key"},
		{"aliases doubled", doubled("labels: &a0 {a: b}\nparts:\n", " p%d: {env: &a%d {x: *a%d, y: *a%d}}\n"), "given a mapping; allowed: text"},
		{"lists doubled", doubled("tags: &a0 [x]\nparts:\n", " p%d: {tags: &a%d [*a%d, *a%d]}\n"), "given a list; allowed: text"},
		{"merges doubled", doubled("labels: &a0 {a: b}\nparts:\n", " p%d: {env: &a%d {<<: *a%d, k: *a%d}}\n"), "given a mapping; allowed: text"},
		{"merges in a chain", "labels: &a0 {a: b}\nparts:\n" + lines(" p%[1]d: {env: &b%[1]d {<<: *a0}}\n", 4990), ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			const longest, most = time.Minute, 512 << 20
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			begin := time.Now()
			document, _ := decode(test.source)
			got := document.Errors()
			took := time.Since(begin)
			runtime.ReadMemStats(&after)
			if test.want == "" && len(got) > 0 || test.want != "" && (len(got) == 0 || !strings.Contains(got[0].Message, test.want)) {
				t.Errorf("%.300s\nwant %s", got, test.want)
			}
			if took > longest {
				t.Errorf("took %v, more than %v", took, longest)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > most {
				t.Errorf("%d MiB were allocated, more than %d", used>>20, most>>20)
			}
		})
	}
}

// So many values that no alias is needed are read.
func TestLargeDocument(t *testing.T) {
	document, got := decode("parts:\n" + lines(" p%d:\n  size: 1\n  tags: [a, b]\n  env: {A: b}\n", 4000))
	if errs := document.Errors(); len(errs) > 0 {
		t.Fatalf("%.300s", errs)
	}
	if len(got.Parts) != 4000 {
		t.Errorf("%d parts", len(got.Parts))
	}
}
