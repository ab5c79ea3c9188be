package stacks_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/tandem-iac/tandem/stacks"
)

const sound = "project: my-project\nregion: us-central1\n"

func TestLoadNamesWhatIsMissing(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "empty/readme.txt", "no environment")
	write(t, "two/dev.yaml", sound)
	write(t, "two/dev.yml", sound)
	write(t, "bad/a.yaml", "project: my-project\n")
	write(t, "bad/b.yaml", "region: us-central1\n")
	write(t, "named/Prod 1.yaml", sound)
	for _, test := range []struct{ path, want string }{
		{"nowhere", "nowhere: no such environment file or folder: no such file or directory"},
		{"empty", "empty: no environment file here; add one such as empty/dev.yaml"},
		{"two", `two/dev.yml:1:1: the environment "dev" is also described in two/dev.yaml; rename one of the two files`},
		{"bad", `bad/a.yaml:1:1: region: missing; allowed: a region, as in "us-central1"` + "\n" +
			`bad/b.yaml:1:1: project: missing; allowed: a project id: 6 to 30 lower-case letters, digits and hyphens, first a letter, last no hyphen`},
		{"named", `named/Prod 1.yaml:1:1: the file's name: given "Prod 1"; allowed: an environment name: at most 63 lower-case letters, digits and hyphens, first a letter`},
	} {
		_, err := stacks.Load(test.path)
		if err == nil || err.Error() != test.want {
			t.Errorf("Load(%q):\ngot  %v\nwant %s", test.path, err, test.want)
		}
	}
}

func TestLoadReadsFoldersAndFilesInOrder(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "a/prod.yaml", sound)
	write(t, "a/dev.yml", sound)
	write(t, "a/.hidden.yaml", "not read")
	write(t, "a/schema.json", "not read")
	write(t, "single.yaml", sound)
	environments, err := stacks.Load("single.yaml", "a")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, environment := range environments {
		names = append(names, environment.Name())
	}
	if len(names) != 3 || names[0] != "dev" || names[1] != "prod" || names[2] != "single" {
		t.Errorf("got %v, want dev, prod, single", names)
	}
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}
