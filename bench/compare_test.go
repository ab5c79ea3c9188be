package main

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestSameConfiguration(t *testing.T) {
	for _, test := range []struct {
		name, a, b string
		want       string // "" when they are the same
	}{
		{"order of keys", `{"a": 1, "b": [{"c": 2}]}`, `{"b": [{"c": 2}], "a": 1}`, ""},
		{"notes at the top", `{"//": 1, "a": 1}`, `{"a": 1}`, ""},
		{"notes inside", `{"a": {"//": {"path": "x"}}}`, `{"a": {"//": {"path": "y"}}}`, ""},
		{"notes in lists", `{"a": [{"//": 1, "b": 2}]}`, `{"a": [{"b": 2}]}`, ""},
		{"value", `{"a": {"b": "x"}}`, `{"a": {"b": "y"}}`, `a.b: "x", and "y"`},
		{"type", `{"a": {"b": 1}}`, `{"a": {"b": "1"}}`, `a.b: 1, and "1"`},
		{"missing", `{"a": {"b": 1}}`, `{"a": {}}`, `a.b: only in one of the two`},
		{"null is not missing", `{"a": null}`, `{}`, `a: only in one of the two`},
		{"order of a list", `{"a": [1, 2]}`, `{"a": [2, 1]}`, `a: [1,2], and [2,1]`},
		{"object and list", `{"a": {"b": 1}}`, `{"a": [{"b": 1}]}`, `a: {"b":1}, and [{"b":1}]`},
		{"not JSON", `{`, `{}`, `unexpected end of JSON input`},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, pair := range [][2]string{{test.a, test.b}, {test.b, test.a}} {
				err := sameConfiguration([]byte(pair[0]), []byte(pair[1]))
				if (err == nil) != (test.want == "") {
					t.Fatalf("%v, want %q", err, test.want)
				}
			}
			if err := sameConfiguration([]byte(test.a), []byte(test.b)); err != nil && !strings.HasSuffix(err.Error(), test.want) {
				t.Errorf("%v, want %q", err, test.want)
			}
		})
	}
}

func TestSameFiles(t *testing.T) {
	write := func(name, text string) string {
		dir := t.TempDir()
		if err := writeFile(filepath.Join(dir, name), text); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	a := write("stacks/dev/cdk.tf.json", "{}")
	for _, test := range []struct{ name, other, want string }{
		{"same", write("stacks/dev/cdk.tf.json", "{}"), ""},
		{"different", write("stacks/dev/cdk.tf.json", "{ }"), "stacks/dev/cdk.tf.json is different"},
		{"missing", t.TempDir(), "no such file"},
	} {
		err := sameFiles(a, test.other)
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
	}
	empty := t.TempDir()
	if err := sameFiles(empty, a); err == nil {
		t.Error("nothing at all counts as the same")
	}
}
