package workspace

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "rewrite the goldens in testdata")

// TestApply edits the go.work files in testdata: before becomes after with the
// edit in edit.json, which defaults to demo's.
func TestApply(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("%d archives: %v", len(archives), err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			edit, before, want := read(t, archive)
			got, err := edit.Apply("go.work", before)
			if err != nil {
				t.Fatal(err)
			}
			if *update {
				*want = got
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(string(*want), string(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if again, err := edit.Apply("go.work", got); err != nil || string(again) != string(got) {
				t.Errorf("a second time it changes again: %v\n%s", err, again)
			}
		})
	}
}

const demo = "github.com/cdktf/cdktf-provider-demo-go/demo/v2"

func demoEdit() Edit {
	return Edit{Go: "1.26", Use: ".", Out: "generated", Replaces: map[string]string{demo: "generated/demo"}}
}

func read(t *testing.T, archive *txtar.Archive) (edit Edit, before []byte, after *[]byte) {
	edit = demoEdit()
	for i, f := range archive.Files {
		switch f.Name {
		case "before":
			before = f.Data
		case "after":
			after = &archive.Files[i].Data
		case "edit.json":
			edit.Replaces = nil
			if err := json.Unmarshal(f.Data, &edit); err != nil {
				t.Fatal(err)
			}
		}
	}
	return edit, before, after
}

// FuzzApply edits arbitrary go.work files: what was there before is there
// afterwards, and a second edit changes nothing.
func FuzzApply(f *testing.F) {
	archives, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			f.Add(file.Data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if got, err := demoEdit().Apply("go.work", data); err == nil {
			check(t, data, got, demoEdit())
		}
	})
}

// failer is what testing.T and rapid.T share.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// check compares a go.work before and after an edit.
func check(t failer, data, got []byte, edit Edit) {
	t.Helper()
	before, err := modfile.ParseWork("go.work", data, nil)
	if err != nil {
		t.Fatalf("%q was edited, but is none: %v", data, err)
	}
	replaced := map[module.Version]bool{}
	for _, r := range before.Replace {
		if replaced[r.Old] {
			return // the Go command refuses two replacements of one thing
		}
		replaced[r.Old] = true
	}
	after, err := modfile.ParseWork("go.work", got, nil)
	if err != nil {
		t.Fatalf("%q became %q: %v", data, got, err)
	}
	if !edit.done(after) {
		t.Fatalf("%q became %q, which is not done", data, got)
	}
	again, err := edit.Apply("go.work", got)
	if err != nil || string(again) != string(got) {
		t.Fatalf("%q became %q and then %q: %v", data, got, again, err)
	}
	if diff := cmp.Diff(others(before, edit), others(after, edit)); diff != "" {
		t.Fatalf("%q became %q (-before +after):\n%s", data, got, diff)
	}
}

// others lists what an edit must leave alone.
func others(work *modfile.WorkFile, edit Edit) []string {
	var lines []string
	for _, use := range work.Use {
		if clean(use.Path) != clean(edit.Use) {
			lines = append(lines, "use "+use.Path)
		}
	}
	for _, r := range work.Replace {
		if !edit.concerns(r) {
			lines = append(lines, "replace "+r.Old.String()+" => "+r.New.String())
		}
	}
	for _, g := range work.Godebug {
		lines = append(lines, "godebug "+g.Key+"="+g.Value)
	}
	if work.Toolchain != nil {
		lines = append(lines, "toolchain "+work.Toolchain.Name)
	}
	slices.Sort(lines)
	return slices.Compact(lines)
}

// TestProperties does the same with many well-formed files and edits.
func TestProperties(t *testing.T) {
	paths := []string{"example.com/go/demo", "example.com/go/tiny", "example.com/a", "example.com/b"}
	folders := []string{".", "./generated/demo", "./generated/tiny", "../generated/demo", "./mine", "../..", "./generated"}
	versions := []string{"", " v0.1.0", " v1.0.0", " v1.2.3-pre"}
	line := rapid.Custom(func(t *rapid.T) string {
		switch rapid.IntRange(0, 3).Draw(t, "kind") {
		case 0:
			return "use " + rapid.SampledFrom(folders).Draw(t, "folder")
		case 1:
			return "// " + rapid.StringMatching(`[a-z ]{0,9}`).Draw(t, "comment")
		case 2:
			return "use (\n\t" + rapid.SampledFrom(folders).Draw(t, "folder") + " // why\n)"
		default:
			return "replace " + rapid.SampledFrom(paths).Draw(t, "old") + rapid.SampledFrom(versions).Draw(t, "version") +
				" => " + rapid.SampledFrom(folders).Draw(t, "new")
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		data := strings.Join(rapid.SliceOf(line).Draw(t, "lines"), "\n") + "\n"
		if rapid.Bool().Draw(t, "with go line") {
			data = "go " + rapid.SampledFrom([]string{"1.18", "1.25.3", "1.26", "1.27rc1"}).Draw(t, "go") + "\n" + data
		}
		edit := Edit{
			Go:       rapid.SampledFrom([]string{"1.21", "1.26", "1.26.1"}).Draw(t, "edit go"),
			Use:      rapid.SampledFrom([]string{".", "../.."}).Draw(t, "edit use"),
			Out:      "generated",
			Replaces: map[string]string{},
		}
		for _, path := range rapid.SliceOfDistinct(rapid.SampledFrom(paths), rapid.ID[string]).Draw(t, "replaced") {
			edit.Replaces[path] = filepath.Join("generated", rapid.SampledFrom([]string{"demo", "tiny", "x"}).Draw(t, "into"))
		}
		got, err := edit.Apply("go.work", []byte(data))
		if err != nil {
			t.Fatalf("%q: %v", data, err)
		}
		check(t, []byte(data), got, edit)
	})
}
