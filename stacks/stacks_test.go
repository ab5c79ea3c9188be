package stacks_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/tandem-iac/tandem/constructs"
	"github.com/tandem-iac/tandem/stacks"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestMain starts Node.js here: it would otherwise start in the temporary folder
// of the first test, which is gone for the next.
func TestMain(m *testing.M) {
	flag.Parse()
	cdktf.Token_IsUnresolved("")
	os.Exit(m.Run())
}

// root is the repository's root, before a test changes the working directory.
var root = func() string {
	root, err := filepath.Abs("..")
	if err != nil {
		panic(err)
	}
	return root
}()

// environmentFiles are those that the repository ships, by environment.
var environmentFiles = map[string]string{
	"dev":     filepath.Join(root, "environments", "dev.yaml"),
	"staging": filepath.Join(root, "environments", "staging.yaml"),
	"prod":    filepath.Join(root, "environments", "prod.yaml"),
	"qrl-api": filepath.Join(root, "examples", "qrl-api", "qrl-api.yaml"),
}

// synthesize writes the stacks of environment files into a new folder and
// returns the folder's "stacks".
func synthesize(t *testing.T, paths ...string) string {
	t.Helper()
	t.Chdir(t.TempDir())
	synthesizeHere(t, paths...)
	folder, err := filepath.Abs(filepath.Join("cdktf.out", "stacks"))
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

// synthesizeHere writes the stacks into the output folder of the working
// directory.
func synthesizeHere(t *testing.T, paths ...string) {
	t.Helper()
	environments, err := stacks.Load(paths...)
	if err != nil {
		t.Fatal(err)
	}
	err = constructs.Synthesize(func(app cdktf.App) error {
		stacks.Add(app, environments...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestEnvironmentsWriteTheseStacks(t *testing.T) {
	goldens := filepath.Join(root, "stacks", "testdata", "golden")
	for name, file := range environmentFiles {
		t.Run(name, func(t *testing.T) {
			got := readFile(t, filepath.Join(synthesize(t, file), name, "cdk.tf.json"))
			compareGolden(t, filepath.Join(goldens, name+".tf.json"), got)
		})
	}
}

// Addresses are an interface: another one destroys what stands and creates it
// anew.
func TestAddressesStay(t *testing.T) {
	golden := filepath.Join(root, "stacks", "testdata", "golden", "addresses.txt")
	var table strings.Builder
	for _, name := range sortedKeys(environmentFiles) {
		source := readFile(t, filepath.Join(synthesize(t, environmentFiles[name]), name, "cdk.tf.json"))
		for _, address := range addresses(t, source) {
			fmt.Fprintf(&table, "%-8s %s\n", name, address)
		}
	}
	compareGolden(t, golden, table.String())
}

// addresses are those of all resources and data sources of a stack, sorted.
func addresses(t *testing.T, source string) []string {
	t.Helper()
	var stack struct {
		Resource, Data map[string]map[string]any
	}
	if err := json.Unmarshal([]byte(source), &stack); err != nil {
		t.Fatal(err)
	}
	var all []string
	for prefix, kinds := range map[string]map[string]map[string]any{"": stack.Resource, "data.": stack.Data} {
		for kind, resources := range kinds {
			for name := range resources {
				all = append(all, prefix+kind+"."+name)
			}
		}
	}
	sort.Strings(all)
	return all
}

func TestTheSameFileWritesTheSameBytes(t *testing.T) {
	first := readFile(t, filepath.Join(synthesize(t, environmentFiles["prod"]), "prod", "cdk.tf.json"))
	for range 5 {
		again := readFile(t, filepath.Join(synthesize(t, environmentFiles["prod"]), "prod", "cdk.tf.json"))
		if diff := cmp.Diff(first, again); diff != "" {
			t.Fatalf("the second time differs (-first +again):\n%s", diff)
		}
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

func readFile(t testing.TB, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// compareGolden compares a text with a file, or with -update writes the file.
func compareGolden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(readFile(t, path), got); diff != "" {
		t.Errorf("%s (-want +got), rewritten with -update:\n%s", filepath.Base(path), diff)
	}
}
