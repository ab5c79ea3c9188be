package stacks_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/hashicorp/terraform-cdk-go/cdktf"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/tandem-iac/tandem/constructs"
	"github.com/tandem-iac/tandem/stacks"
)

// No text makes the loader panic, and what it accepts synthesizes.
func FuzzParse(f *testing.F) {
	for _, file := range environmentFiles {
		f.Add([]byte(readFile(f, file)))
	}
	archive, err := txtar.ParseFile(filepath.Join("testdata", "errors.txtar"))
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range archive.Files {
		if filepath.Ext(file.Name) == ".yaml" {
			f.Add(file.Data)
		}
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		environment, errs := stacks.Parse("fuzz.yaml", source)
		if len(errs) > 0 {
			return
		}
		folder := t.TempDir()
		t.Setenv("CDKTF_OUTDIR", filepath.Join(folder, "cdktf.out"))
		err := constructs.Synthesize(func(app cdktf.App) error {
			stacks.Add(app, environment)
			return nil
		})
		if err != nil {
			t.Fatalf("accepted, but not synthesized: %v", err)
		}
		if _, err := os.Stat(filepath.Join(folder, "cdktf.out", "stacks", "fuzz", "cdk.tf.json")); err != nil {
			t.Fatal(err)
		}
	})
}
