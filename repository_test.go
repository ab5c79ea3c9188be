package main

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/mod/modfile"
)

const module = "github.com/tandem-iac/tandem"

// mayImport are the borders between the packages: which other packages of this
// module the non-test files of each may import.
var mayImport = map[string][]string{
	".":                   {"constructs", "stacks", "internal/strictyaml"},
	"bench":               {},
	"constructs":          {"internal/gcp", "internal/nodenotice"},
	"internal/gcp":        {},
	"internal/nodenotice": {},
	"internal/strictyaml": {"internal/gcp"},
	"stacks":              {"constructs", "internal/gcp", "internal/strictyaml"},
}

func TestPackagesKeepTheirBorders(t *testing.T) {
	seen := map[string]bool{}
	err := filepath.WalkDir(".", func(path string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return skipForeign(path, entry.Name())
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		folder := filepath.ToSlash(filepath.Dir(path))
		seen[folder] = true
		allowed, known := mayImport[folder]
		if !known {
			t.Errorf("%s: no borders are drawn for this package; add it to mayImport", folder)
		}
		for _, imported := range importsOf(t, path) {
			if inside, ok := strings.CutPrefix(imported, module+"/"); ok && !contains(allowed, inside) {
				t.Errorf("%s imports %s; it may import %v", path, inside, allowed)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for folder := range mayImport {
		if !seen[folder] {
			t.Errorf("%s: borders are drawn, but there is no such package", folder)
		}
	}
}

// skipForeign skips folders that hold modules of their own, and those that are
// made by make.
func skipForeign(path, name string) error {
	if path == "." {
		return nil
	}
	if _, err := os.Stat(filepath.Join(path, "go.mod")); err == nil || name == "node_modules" || name == "testdata" || strings.HasPrefix(name, ".") {
		return filepath.SkipDir
	}
	return nil
}

func importsOf(t *testing.T, path string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var imports []string
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		imports = append(imports, imported)
	}
	return imports
}

func contains(list []string, wanted string) bool {
	for _, one := range list {
		if one == wanted {
			return true
		}
	}
	return false
}

// Others can use this module with the published bindings: go.mod replaces
// nothing, and go.sum has the official checksums.
func TestGoModIsForOthersToUse(t *testing.T) {
	for _, path := range []string{"go.mod", filepath.Join("bindings", "go.mod")} {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		file, err := modfile.Parse(path, content, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(file.Replace) > 0 {
			t.Errorf("%s replaces %s", path, file.Replace[0].Old.Path)
		}
	}
	sums, err := os.ReadFile("go.sum")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"github.com/cdktf/cdktf-provider-google-go/google/v16 v16.12.1 h1:Q13obvH+UVg1yUnZjPVJiQcPQLvcK7jdSIdbBnt6UEM=",
		"github.com/cdktf/cdktf-provider-google-go/google/v16 v16.12.1/go.mod h1:bsfA3p+1yxQtQJ6LIiXje0JZk44LN3rSUGEtNp+S/h8=",
	} {
		if !strings.Contains(string(sums), line+"\n") {
			t.Errorf("go.sum has no line %s", line)
		}
	}
}
