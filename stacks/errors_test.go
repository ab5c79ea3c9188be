package stacks_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/tandem-iac/tandem/internal/strictyaml"
	"github.com/tandem-iac/tandem/stacks"
)

// Each case in testdata/errors.txtar is an environment file, NAME.yaml, and what
// is said of it, NAME.txt. An empty NAME.txt means that nothing is wrong.
func TestWrongValuesAreNamed(t *testing.T) {
	path := filepath.Join("testdata", "errors.txtar")
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, file := range archive.Files {
		if name, ok := strings.CutSuffix(file.Name, ".txt"); ok {
			said[name] = string(file.Data)
		}
	}
	fresh := &txtar.Archive{Comment: archive.Comment}
	for _, file := range archive.Files {
		name, ok := strings.CutSuffix(file.Name, ".yaml")
		if !ok {
			continue
		}
		_, errs := stacks.Parse(file.Name, file.Data)
		got := text(errs)
		fresh.Files = append(fresh.Files, file, txtar.File{Name: name + ".txt", Data: []byte(got)})
		if *update {
			continue
		}
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(said[name], got); diff != "" {
				t.Errorf("(-want +got), rewritten with -update:\n%s", diff)
			}
		})
	}
	if *update {
		compareGolden(t, path, string(txtar.Format(fresh)))
	}
}

func text(errs strictyaml.Errors) string {
	if len(errs) == 0 {
		return ""
	}
	return errs.Error() + "\n"
}
