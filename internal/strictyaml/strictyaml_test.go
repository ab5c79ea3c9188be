package strictyaml

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the files under testdata")

// golden compares text with a file under testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got; go test -update rewrites it):\n%s", file, diff)
	}
}

// config has a field of every supported type.
type config struct {
	Name    *string            `yaml:"name" json:"name,omitempty"`
	Count   *float64           `yaml:"count" json:"count,omitempty"`
	Enabled *bool              `yaml:"enabled" json:"enabled,omitempty"`
	Tags    []*string          `yaml:"tags" json:"tags,omitempty"`
	Labels  map[string]*string `yaml:"labels" json:"labels,omitempty"`
	Owner   *owner             `yaml:"owner" json:"owner,omitempty"`
	Parts   map[string]*part   `yaml:"parts" json:"parts,omitempty"`

	Untagged *string `json:"-"`
	Ignored  *string `yaml:"-" json:"-"`
}

type owner struct {
	Name *string `yaml:"name" json:"name,omitempty"`
	Team *string `yaml:"team" json:"team,omitempty"`
}

type part struct {
	Size  *float64           `yaml:"size" json:"size,omitempty"`
	Spare *bool              `yaml:"spare" json:"spare,omitempty"`
	Tags  []*string          `yaml:"tags" json:"tags,omitempty"`
	Env   map[string]*string `yaml:"env" json:"env,omitempty"`
}

// decode decodes a source as file.yaml.
func decode(source string) (*Document, *config) {
	var c config
	return Decode("file.yaml", []byte(source), &c), &c
}

func TestDecode(t *testing.T) {
	for _, test := range []struct{ name, source, want string }{
		{"every type", "name: x\ncount: 2.5\nenabled: true\ntags: [a, b]\nlabels: {c: d}\nowner: {name: e}\nparts: {f: {size: 1, spare: false}}\n",
			`{"name":"x","count":2.5,"enabled":true,"tags":["a","b"],"labels":{"c":"d"},"owner":{"name":"e"},"parts":{"f":{"size":1,"spare":false}}}`},
		{"block form", "tags:\n- a\n- b\nlabels:\n  c: d\nowner:\n  name: e\nparts:\n  f:\n    size: 1\n    env:\n      G: h\n",
			`{"tags":["a","b"],"labels":{"c":"d"},"owner":{"name":"e"},"parts":{"f":{"size":1,"env":{"G":"h"}}}}`},
		{"empty collections", "tags: []\nlabels: {}\nowner: {}\nparts: {a: {}}\n", `{"owner":{},"parts":{"a":{}}}`},
		{"numbers", "parts: {a: {size: 0}, b: {size: -0}, c: {size: -1.5}, d: {size: 1e3}, e: {size: 12345678901234567890}, f: {size: 1.5E-2}}\n",
			`{"parts":{"a":{"size":0},"b":{"size":0},"c":{"size":-1.5},"d":{"size":1000},"e":{"size":12345678901234567000},"f":{"size":0.015}}}`},
		{"truth", "parts: {a: {spare: true}, b: {spare: True}, c: {spare: FALSE}}\n", `{"parts":{"a":{"spare":true},"b":{"spare":true},"c":{"spare":false}}}`},
		{"text in quotes", `labels: {a: "1", b: 'true', c: "", d: "~", e: "x\ty\u00e9", f: 'it''s', g: "#"}`,
			`{"labels":{"a":"1","b":"true","c":"","d":"~","e":"x\tyé","f":"it's","g":"#"}}`},
		{"plain text", "labels: {a: yes, b: 2024-01-01, c: 12:30, d: a:b, e: https://a.b/c?d=e, f: x#y, g: 1.2.3, h: 10s, i: -x}\n",
			`{"labels":{"a":"yes","b":"2024-01-01","c":"12:30","d":"a:b","e":"https://a.b/c?d=e","f":"x#y","g":"1.2.3","h":"10s","i":"-x"}}`},
		{"members in a list", "tags: [user:ann@example.com, group:oncall@example.com]\n", `{"tags":["user:ann@example.com","group:oncall@example.com"]}`},
		{"blocks of text", "labels:\n  a: |\n    x\n      y\n\n  b: >-\n    x\n    y\n\n    z\n  c: |+\n    x\n\n", `{"labels":{"a":"x\n  y\n","b":"x y\nz","c":"x\n\n"}}`},
		{"text on several lines", "name: a\n  b\n\n  c\nowner: {name: \"d\n  e\", team: 'f\n\n  g'}\n", `{"name":"a b\nc","owner":{"name":"d e","team":"f\ng"}}`},
		{"keys that are no words", "labels: {1: a, true: b, \"c d\": e, 'f': g, é: h, 1.5: i}\n", `{"labels":{"1":"a","1.5":"i","c d":"e","f":"g","true":"b","é":"h"}}`},
		{"aliases", "name: &a x\ntags: [*a, *a]\nlabels: &b {k: *a}\nparts: {p: {env: *b}}\n",
			`{"name":"x","tags":["x","x"],"labels":{"k":"x"},"parts":{"p":{"env":{"k":"x"}}}}`},
		{"merge keys", "parts:\n  a: &a {size: 1, spare: true}\n  b: {<<: *a, size: 2}\n  c: {size: 3, <<: *a}\n",
			`{"parts":{"a":{"size":1,"spare":true},"b":{"size":2,"spare":true},"c":{"size":3,"spare":true}}}`},
		{"a merge key of a merge key", "parts:\n  a: &a {size: 1}\n  b: &b {<<: *a, spare: true}\n  c: {<<: *b}\n",
			`{"parts":{"a":{"size":1},"b":{"size":1,"spare":true},"c":{"size":1,"spare":true}}}`},
		{"one document with marks", "---\nname: x\n...\n", `{"name":"x"}`},
		{"a document and an empty one", "name: x\n---\n# nothing\n", `{"name":"x"}`},
		{"comments", "# a\nname: x # b\n# c\ntags: # d\n# e\n- f # g\n", `{"name":"x","tags":["f"]}`},
		{"line feeds of Windows", "name: x\r\ntags:\r\n- a\r\nlabels:\r\n  b: |\r\n    c\r\n    d\r\n", `{"name":"x","tags":["a"],"labels":{"b":"c\nd\n"}}`},
		{"byte order mark", "\ufeffname: x\n", `{"name":"x"}`},
		{"brackets around it all", `{"name": "x", "tags": ["a"]}`, `{"name":"x","tags":["a"]}`},
		{"JSON without spaces", `{"name":"x","labels":{"a":"b",'c':d},"tags":["e:f"]}`, `{"name":"x","tags":["e:f"],"labels":{"a":"b","c":"d"}}`},
		{"no line feed at the end", "name: x", `{"name":"x"}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			document, got := decode(test.source)
			if errs := document.Errors(); len(errs) > 0 {
				t.Fatal(errs)
			}
			text, err := json.Marshal(got)
			if err != nil {
				t.Fatal(err)
			}
			if string(text) != test.want {
				t.Errorf("\n got %s\nwant %s", text, test.want)
			}
		})
	}
}

// What fits is there though other things do not; what was refused has a key but
// no value.
func TestDecodeKeepsWhatFits(t *testing.T) {
	document, got := decode("name: 5\ncount: 1\ntags: [a, 2, c]\nlabels: {a: 1, b: x}\nparts: {p: nothing, q: {size: many, spare: true}}\nowner: []\n")
	if len(document.Errors()) != 6 {
		t.Errorf("errors:\n%v", document.Errors())
	}
	text, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"count":1,"tags":["a","c"],"labels":{"a":"","b":"x"},"parts":{"p":{},"q":{"spare":true}}}`; string(text) != want {
		t.Errorf("\n got %s\nwant %s", text, want)
	}
}

func TestAt(t *testing.T) {
	const source = "# é\n" +
		"name: \"x\"\n" +
		"labels: {é: a, 日本: b}\n" +
		"owner: &o\n" +
		"  name: y\n" +
		"tags:\n" +
		"- a\n" +
		"-   b\n" +
		"parts:\n" +
		"  p:\n" +
		"    env: {A: \"é\", B: c}\n" +
		"  \"q.r\": {tags: [é, s]}\n"
	for _, form := range []struct{ name, source string }{
		{"", source},
		{"line feeds of Windows", strings.ReplaceAll(source, "\n", "\r\n")},
		{"byte order mark", "\ufeff" + source},
	} {
		document, _ := decode(form.source)
		if errs := document.Errors(); len(errs) > 0 {
			t.Fatal(errs)
		}
		for path, want := range map[string]string{
			"":                       "file.yaml:2:1",
			"name":                   "file.yaml:2:7",
			`labels."é"`:             "file.yaml:3:13",
			`labels."日本"`:            "file.yaml:3:20",
			"owner":                  "file.yaml:5:3",
			"owner.name":             "file.yaml:5:9",
			"tags":                   "file.yaml:7:1",
			"tags[0]":                "file.yaml:7:3",
			"tags[1]":                "file.yaml:8:5",
			"parts.p":                "file.yaml:11:5",
			"parts.p.env.A":          "file.yaml:11:14",
			"parts.p.env.B":          "file.yaml:11:22",
			`parts."q.r".tags[1]`:    "file.yaml:12:21",
			"owner.team":             "file.yaml:5:3", // the nearest around it
			"tags[7]":                "file.yaml:7:1",
			"parts.p.size":           "file.yaml:11:5",
			`parts."q.r".env.X`:      "file.yaml:12:10",
			"parts.nowhere.env.X[1]": "file.yaml:10:3",
			"nowhere":                "file.yaml:2:1",
		} {
			if got := document.At(path).String(); got != want {
				t.Errorf("%s %s: got %s, want %s", form.name, path, got, want)
			}
		}
		if !document.Has("parts.p.env.A") || document.Has("parts.p.size") || document.Has("owner.team") {
			t.Errorf("%s: Has does not tell what is given", form.name)
		}
	}
}

func TestReport(t *testing.T) {
	document, _ := decode("name: 5\nparts:\n  p: {size: 1}\n  q: []\ntags: [*nowhere]\n")
	wrong := errors.New("is wrong")
	for _, path := range []string{
		"parts.p.spare", "parts.p.size", "count", "owner.name",
		// Refused already, or within what was:
		"name", "parts.q.size", "parts.q", "tags[0]",
	} {
		document.Report(path, wrong)
	}
	const want = `file.yaml:1:1: count: is wrong
file.yaml:1:1: owner.name: is wrong
file.yaml:1:7: name: given the number 5; allowed: text: put the value in quotes
file.yaml:3:6: parts.p.spare: is wrong
file.yaml:3:13: parts.p.size: is wrong
file.yaml:4:6: parts.q: given a list; allowed: a mapping with the keys size, spare, tags, env
file.yaml:5:8: tags[0]: the alias *nowhere cannot be followed: no such anchor`
	if diff := cmp.Diff(want, document.Errors().Error()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}

	unreadable, _ := decode("name: [")
	before := unreadable.Errors().Error()
	unreadable.Report("name", wrong)
	unreadable.Report("", wrong)
	if got := unreadable.Errors().Error(); got != before {
		t.Errorf("something is missing in what could not be read:\n%s", got)
	}
}

func TestSort(t *testing.T) {
	at := func(file string, line, column int, message string) *Error {
		return &Error{Position: Position{file, line, column}, Message: message}
	}
	errs := Errors{at("b", 1, 1, ""), at("a", 2, 1, ""), at("a", 1, 10, "first"), at("a", 1, 10, "second"), at("a", 1, 9, "")}
	errs.Sort()
	if got, want := errs.Error(), "a:1:9: \na:1:10: first\na:1:10: second\na:2:1: \nb:1:1: "; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestJoin(t *testing.T) {
	for _, test := range []struct{ path, key, want string }{
		{"", "a", "a"},
		{"a", "b", "a.b"},
		{"a.b[0]", "c_d-e/f", "a.b[0].c_d-e/f"},
		{"a", "b.c", `a."b.c"`},
		{"a", "b[0]", `a."b[0]"`},
		{"a", `"`, `a."\""`},
		{"a", "é", `a."é"`},
		{"a", "", `a.""`},
		{"", "", `""`},
	} {
		if got := Join(test.path, test.key); got != test.want {
			t.Errorf("%s and %s: got %s, want %s", test.path, test.key, got, test.want)
		}
	}
}
