package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// runCDKTF runs the cdktf command line in this folder, with the output in a folder
// of its own, and returns what it printed.
func runCDKTF(t *testing.T, arguments ...string) (string, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	command := exec.CommandContext(ctx, filepath.Join("node_modules", ".bin", "cdktf"), arguments...)
	command.Env = append(os.Environ(), "CI=true", "CHECKPOINT_DISABLE=1", "GOOGLE_OAUTH_ACCESS_TOKEN=none", "FORCE_COLOR=0")
	var output bytes.Buffer
	command.Stdout, command.Stderr = &output, &output
	err := command.Run()
	return output.String(), err
}

// succeeds runs cdktf and wants every one of the texts in its output.
func succeeds(t *testing.T, arguments []string, texts ...string) {
	t.Helper()
	output, err := runCDKTF(t, arguments...)
	if err != nil {
		t.Fatalf("cdktf %s: %v\n%s", strings.Join(arguments, " "), err, output)
	}
	for _, text := range texts {
		if !strings.Contains(output, text) {
			t.Errorf("cdktf %s does not say %q:\n%s", strings.Join(arguments, " "), text, output)
		}
	}
}

func TestCDKTFListsSynthesizesAndDiffs(t *testing.T) {
	if testing.Short() {
		t.Skip("starts cdktf, Terraform and the google provider")
	}
	output := t.TempDir()
	succeeds(t, []string{"list", "-o", output}, "dev", "staging", "prod")
	succeeds(t, []string{"synth", "-o", output}, "Generated Terraform code for the stacks: dev, prod, staging")
	for _, environment := range []string{"dev", "staging", "prod"} {
		if _, err := os.Stat(filepath.Join(output, "stacks", environment, "cdk.tf.json")); err != nil {
			t.Error(err)
		}
	}
	succeeds(t, []string{"diff", "dev", "-o", output, "--skip-provider-lock"}, "Plan: 11 to add, 0 to change, 0 to destroy.")
}

// An environment without resources goes through deploy and destroy without an
// account.
func TestCDKTFDeploysAndDestroys(t *testing.T) {
	if testing.Short() {
		t.Skip("starts cdktf, Terraform and the google provider")
	}
	folder := t.TempDir()
	file, output := filepath.Join(folder, "nothing.yaml"), filepath.Join(folder, "out")
	state := filepath.Join(".state", "nothing.tfstate")
	t.Cleanup(func() { os.Remove(state) })
	if err := os.WriteFile(file, []byte("project: my-project\nregion: us-central1\nenable_apis: false\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	options := []string{"nothing", "--app", "go run . " + file, "-o", output, "--skip-provider-lock", "--auto-approve"}
	succeeds(t, append([]string{"deploy"}, options...), "nothing")
	if _, err := os.Stat(state); err != nil {
		t.Errorf("the state is not where it belongs: %v", err)
	}
	succeeds(t, append([]string{"destroy"}, options...), "nothing")
}

// A wrong environment file ends cdktf with another exit code than 0 and with the
// place of the mistake.
func TestCDKTFShowsMistakes(t *testing.T) {
	if testing.Short() {
		t.Skip("starts cdktf")
	}
	folder := t.TempDir()
	file := filepath.Join(folder, "wrong.yaml")
	if err := os.WriteFile(file, []byte("project: my-project\nregion: us-central\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	output, err := runCDKTF(t, "synth", "--app", "go run . "+file, "-o", filepath.Join(folder, "out"))
	if err == nil {
		t.Fatalf("cdktf ended with 0:\n%s", output)
	}
	if want := `wrong.yaml:2:9: region: given "us-central"; allowed: a region, as in "us-central1"; did you mean "us-central1"?`; !strings.Contains(output, want) {
		t.Errorf("cdktf does not say %s:\n%s", want, output)
	}
	if strings.Contains(output, "goroutine") {
		t.Errorf("cdktf shows a Go trace:\n%s", output)
	}
}
