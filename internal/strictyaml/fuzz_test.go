package strictyaml

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// FuzzDecode decodes any bytes: nothing panics, every error stands in the file
// and on a line of its own, the same file gives the same errors, and neither a
// byte order mark nor the line feeds of Windows make a difference.
func FuzzDecode(f *testing.F) {
	for _, wrong := range wrongDocuments {
		f.Add([]byte(wrong.source))
	}
	for _, valid := range []string{
		"name: x\ncount: 1\nenabled: true\ntags: [a, b]\nlabels: {c: d, \"e\": 'f'}\nowner:\n  name: g\nparts:\n  p: {size: 1, env: {A: b}}\n  q:\n    tags:\n    - c\n    - \"d\"\n",
		"labels:\n  a: |\n    b\n     c\n\n  d: >-\n    e\n    f\n\n    g\nname: h\n  i\n",
		"name: &a x\ntags: [*a]\nparts: {p: &b {size: 1}, q: {<<: *b, spare: true}}\n",
		"---\nname: \"a\\n\\u00e9\\x41\\\n  b\"\n...\n",
		"parts: {p: {env: {A: x,\n  B: 'y\n\n z'}}}# c\n",
	} {
		f.Add([]byte(valid))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		document, got := decode(string(source))
		errs := document.Errors()
		checkPositions(t, source, document)

		again, same := decode(string(source))
		if diff := cmp.Diff(errs.Error(), again.Errors().Error()); diff != "" {
			t.Errorf("other errors the second time:\n%s", diff)
		}
		if diff := cmp.Diff(asJSON(t, got), asJSON(t, same)); diff != "" {
			t.Errorf("other values the second time:\n%s", diff)
		}
		for _, other := range []string{"\ufeff" + string(source), strings.ReplaceAll(string(source), "\n", "\r\n")} {
			if len(other) > mostBytes || !utf8.Valid(source) || strings.HasPrefix(string(source), "\ufeff") || strings.Contains(string(source), "\r") {
				continue
			}
			marked, value := decode(other)
			if diff := cmp.Diff(errs.Error(), marked.Errors().Error()); diff != "" {
				t.Errorf("%q: other errors:\n%s", other, diff)
			}
			if diff := cmp.Diff(asJSON(t, got), asJSON(t, value)); diff != "" {
				t.Errorf("%q: other values:\n%s", other, diff)
			}
		}

		// Whatever is said of the document afterwards has a place in it too.
		for _, path := range []string{"", "name", "parts.p.env.A", "tags[1]", `labels."é"`, "a..b[", string(source)} {
			document.Report(path, errors.New("is wrong"))
		}
		checkPositions(t, source, document)
	})
}

func checkPositions(t *testing.T, source []byte, document *Document) {
	t.Helper()
	lines := strings.Split(string(source), "\n")
	for _, err := range document.Errors() {
		if err.File != "file.yaml" || err.Line < 1 || err.Line > len(lines) {
			t.Errorf("not in the file: %v", err)
			continue
		}
		if end := utf8.RuneCountInString(lines[err.Line-1]) + 1; err.Column < 1 || err.Column > end {
			t.Errorf("not in the line, which ends at %d: %v", end, err)
		}
		if strings.ContainsAny(err.Message, "\r\n") || err.Message == "" {
			t.Errorf("not one line: %q", err.Message)
		}
	}
}

func asJSON(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
