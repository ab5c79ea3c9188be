package strictyaml

import (
	"fmt"
	"strings"
	"testing"
)

// wrongDocuments are refused; testdata/errors.txt says with which words.
var wrongDocuments = []struct{ name, source string }{
	// Keys.
	{"unknown key", "nam: x\n"},
	{"unknown key that is like no other", "zzz: x\n"},
	{"unknown key within", "parts:\n  p: {sise: 1}\nowner:\n  nmae: x\n"},
	{"unknown keys with their values", "a: [1, {b: c}]\nd:\n  e: 1\n"},
	{"keys that only Go knows", "Untagged: x\nIgnored: y\n\"-\": z\n"},
	{"duplicate key", "name: x\nname: y\n"},
	{"duplicate key of a map", "labels:\n  a: x\n  b: y\n  a: z\n"},
	{"duplicate key in quotes", "labels: {a: x, \"a\": y, 'a': z}\n"},
	{"duplicate unknown key", "x: 1\nx: 2\n"},
	{"key of no text", "labels: {~: x, null: y, '': z}\n"},
	{"key in brackets", "labels: {[a]: x}\n"},
	{"key with a question mark", "? name\n: x\n"},
	{"key with a question mark in brackets", "labels: {? a : b}\n"},
	{"key with a tag", "labels: {!!str a: b}\n"},
	{"key with an anchor", "labels: {&a b: c}\n"},
	{"key that is an alias", "name: &a x\nlabels: {*a : b}\n"},
	{"key without colon", "labels: {a, b: c}\n"},
	{"no key", "labels: {: x}\n"},

	// Types.
	{"number for text", "name: 5\n"},
	{"numbers for text", "tags: [1, 1.5, 0x1F, 012, 1_000, 1e3, .inf, .nan, 99999999999999999999]\n"},
	{"truth value for text", "name: true\n"},
	{"nothing for text", "name:\ntags: [~, null]\nlabels: {a: , b: }\n"},
	{"nothing for every type", "count:\nenabled:\ntags:\nlabels:\nowner:\nparts:\n"},
	{"mapping for text", "name: {a: b}\ntags:\n- c: d\n"},
	{"list for text", "name: [a]\ntags:\n- - b\n"},
	{"text for a number", "count: many\nparts: {a: {size: '1'}, b: {size: \"\"}}\n"},
	{"number in another notation", "parts: {a: {size: 012}, b: {size: 0x10}, c: {size: 0o7}, d: {size: 0b1}, e: {size: 1_000}, f: {size: +1}, g: {size: .5}, h: {size: 5.}, i: {size: .inf}, j: {size: -.INF}, k: {size: .NaN}, l: {size: 1e999}}\n"},
	{"text for a truth value", "enabled: yes\nparts: {a: {spare: on}, b: {spare: \"true\"}, c: {spare: 1}}\n"},
	{"text for a list", "tags: a\n"},
	{"text on several lines for a list", "tags:\n  a\n  b\n"},
	{"mapping for a list", "tags: {a: b}\n"},
	{"text for a map", "labels: a\n"},
	{"list for a map", "labels: [a]\n"},
	{"text for a struct", "owner: x\nparts: {p: y}\n"},
	{"list for a struct", "owner:\n- x\n"},
	{"long text", "count: " + strings.Repeat("é", 200) + "\n"},
	{"text with control characters", `count: "a\n\x00\u202e"` + "\n"},
	{"a list for the document", "- a\n"},
	{"text for the document", "a\n"},
	{"number for the document", "5\n"},
	{"nothing for the document", "~\n"},
	{"tag", "name: !!str 5\ntags: !x [a]\nlabels: !!map {a: !!binary aGk=}\nowner: !o\n"},

	// Anchors, aliases, merge keys.
	{"alias of nothing", "name: *a\n"},
	{"alias before its anchor", "name: *a\ntags: [&a x]\n"},
	{"alias within itself", "labels: &a\n  b: *a\n"},
	{"alias within itself, in a list", "tags: &a [*a]\n"},
	{"aliases within each other", "parts:\n  a: &a\n    env: &b {X: *a}\n  c: {env: *b, tags: *a}\n"},
	{"anchor given twice", "name: &a x\ntags: [&a y, *a]\n"},
	{"alias of the wrong type", "name: &a x\ncount: *a\nlabels: *a\nowner: &b {name: y}\ntags: [*b]\n"},
	{"wrong value behind several aliases, said once", "parts:\n  a: &a {size: many, sise: 1}\n  b: *a\n  c: *a\n"},
	{"merge of text", "labels: {<<: x}\n"},
	{"merge of a list of aliases", "parts: {a: &a {size: 1}, b: {<<: [*a]}}\n"},
	{"merge of nothing", "labels: {<<: *a}\nowner: {<<: }\n"},
	{"merge of itself", "labels: &a {<<: *a}\n"},
	{"merge given twice", "parts: {a: &a {size: 1}, b: &b {spare: true}, c: {<<: *a, <<: *b}}\n"},
	{"merge of wrong keys", "parts:\n  a: &a {sise: 1}\n  b: {<<: *a}\n"},

	// Documents.
	{"empty", ""},
	{"white space only", " \n\t\n"},
	{"comments only", "# a\n# b\n"},
	{"marks only", "---\n...\n---\n"},
	{"byte order mark only", "\ufeff"},
	{"two documents", "name: x\n---\nname: y\n"},
	{"two documents, the second in the line of its mark", "name: x\n--- name\n"},
	{"two documents, the first ended", "name: x\n...\nname: y\n"},
	{"two documents, the first of them empty", "---\n---\nname: x\n---\nname: y\n"},
	{"directive", "%YAML 1.2\n---\nname: x\n"},
	{"percent sign", "name: %x\n"},

	// Form.
	{"tab for indentation", "owner:\n\tname: x\n"},
	{"tab before a key", "\tname: x\n"},
	{"tab in plain text", "name: a\tb\n"},
	{"tab in a block of text", "name: |\n\tx\n"},
	{"indentation that goes nowhere", "owner:\n   name: x\n  team: y\n"},
	{"indentation of the first level", "name: x\n count: 1\n"},
	{"missing space behind a colon", "name:x\n"},
	{"missing space behind a colon in brackets", "labels: {a:b}\n"},
	{"colon in plain text", "name: a: b\n"},
	{"dash behind a key", "tags: - a\n"},
	{"bracket left open", "tags: [a\nname: x\n"},
	{"brace left open", "labels: {a: b\n"},
	{"bracket closed twice", "tags: [a]]\n"},
	{"bracket closed by a brace", "tags: [a}\n"},
	{"comma twice", "tags: [a,, b]\n"},
	{"quote left open", "name: 'a\ncount: 1\n"},
	{"double quote left open", "name: \"a\ncount: 1\n"},
	{"text behind a quote", "name: 'a' b\n"},
	{"escape that is none", `name: "\q"` + "\n"},
	{"half of a surrogate pair", `name: "\ud800"` + "\n"},
	{"character that begins nothing", "name: @a\ntags: [`b`]\n"},
	{"block of text that ends early", "name: |\n  a\n b\n"},
	{"block of text with its indentation in a number", "name: >2\n    a\n    b\n"},
	{"list and mapping in one", "tags:\n- a\nb: c\n- d\n"},

	// Text.
	{"not UTF-8", "name: x\nowner: {name: \"\xff\"}\n"},
	{"not UTF-8 behind other letters", "# é\nname: é\xc3\n"},
	{"UTF-16, as PowerShell writes it", "\xff\xfen\x00a\x00m\x00e\x00"},
	{"UTF-16, big end first", "\xfe\xff\x00n\x00a"},
	{"control character", "name: a\x07b\n"},
	{"zero byte", "name: \x00\n"},
	{"line feed of old Macs", "name: x\rcount: 1\r"},
	{"line separator of Unicode", "name: a\u2028b\n"},
	{"next line", "name: a\u0085b\n"},
	{"byte order mark within", "name: x\n\ufeffcount: 1\n"},

	// All at once, in the order of the file.
	{"many things", "count: x\nname: 1\nparts:\n  b: {spare: 2, size: y}\n  a: 3\nenabled: \"\"\nnmae: z\nname: w\n"},
	{"many things with the line feeds of Windows", "count: x\r\nname: 1\r\nparts:\r\n  b: {spare: 2,\r\n    size: y}\r\nname: z\r\n"},
}

func TestErrors(t *testing.T) {
	var texts strings.Builder
	for _, wrong := range wrongDocuments {
		document, _ := decode(wrong.source)
		errs := document.Errors()
		if len(errs) == 0 {
			t.Errorf("%s: accepted: %q", wrong.name, wrong.source)
		}
		fmt.Fprintf(&texts, "== %s\n%s\n", wrong.name, shown(wrong.source))
		for _, err := range errs {
			fmt.Fprintf(&texts, "   %s\n", err)
		}
	}
	golden(t, "errors.txt", texts.String())
}

// shown is a source as it can be read: its lines, or where they hold what cannot
// be seen, one Go string.
func shown(source string) string {
	if strings.ContainsFunc(source, func(r rune) bool { return r != '\n' && (!printable(r) || r == '\t' || r == '\ufffd') }) || strings.TrimSpace(source) == "" {
		return fmt.Sprintf("%q", source)
	}
	return strings.TrimSuffix(source, "\n")
}

func TestUnsupportedTypePanics(t *testing.T) {
	defer func() {
		if got, want := recover(), "strictyaml: unsupported type int"; got != want {
			t.Errorf("got %v, want %s", got, want)
		}
	}()
	var target struct {
		Count *int `yaml:"count"`
	}
	Decode("file.yaml", []byte("count: 1\n"), &target)
}
