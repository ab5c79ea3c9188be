package stacks_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-exec/tfexec"
)

// backends are environment files that differ in the backend, and what Terraform
// gets to read of each.
var backends = []struct{ name, file, want string }{
	{"local", ``, `{"backend": {"local": {"path": "../../../.state/local.tfstate"}}}`},
	{"gcs", `backend: {gcs: {bucket: my-state, impersonate_service_account: state@my-project.iam.gserviceaccount.com}}`,
		`{"backend": {"gcs": {"bucket": "my-state", "prefix": "gcs", "impersonate_service_account": "state@my-project.iam.gserviceaccount.com"}}}`},
	{"remote", `backend: {remote: {organization: my-company, hostname: tfe.example.com}}`,
		`{"backend": {"remote": {"organization": "my-company", "hostname": "tfe.example.com", "workspaces": {"name": "remote"}}}}`},
	{"cloud", `backend: {cloud: {organization: my-company, workspace: tandem, project: platform}}`,
		`{"cloud": {"organization": "my-company", "workspaces": {"name": "tandem", "project": "platform"}}}`},
	{"s3", `backend: {s3: {bucket: my-state, region: eu-west-1, dynamodb_table: locks}}`,
		`{"backend": {"s3": {"bucket": "my-state", "key": "s3", "region": "eu-west-1", "encrypt": true, "dynamodb_table": "locks"}}}`},
	{"http", `backend: {http: {address: "https://state.example.com/tandem", lock_address: "https://state.example.com/lock"}}`,
		`{"backend": {"http": {"address": "https://state.example.com/tandem", "lock_address": "https://state.example.com/lock"}}}`},
}

func TestBackendsAreWhatTerraformReads(t *testing.T) {
	for _, test := range backends {
		t.Run(test.name, func(t *testing.T) {
			folder := synthesizeBackend(t, test.name, test.file)
			var stack struct {
				Terraform map[string]any `json:"terraform"`
			}
			if err := json.Unmarshal([]byte(readFile(t, filepath.Join(folder, "cdk.tf.json"))), &stack); err != nil {
				t.Fatal(err)
			}
			delete(stack.Terraform, "required_providers")
			var want map[string]any
			if err := json.Unmarshal([]byte(test.want), &want); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, stack.Terraform); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// synthesizeBackend returns the folder of the stack of an environment without
// services.
func synthesizeBackend(t *testing.T, name, backend string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name+".yaml")
	source := sound + "enable_apis: false\n" + backend + "\n"
	if err := os.WriteFile(file, []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(synthesize(t, file), name)
}

func TestTerraformAcceptsTheBackends(t *testing.T) {
	if testing.Short() {
		t.Skip("starts Terraform and the google provider")
	}
	for _, test := range backends {
		t.Run(test.name, func(t *testing.T) {
			folder := synthesizeBackend(t, test.name, test.file)
			tf := terraform(t, folder, nil)
			// The backend itself is what is tested here.
			if err := os.Remove(filepath.Join(folder, "backend_override.tf.json")); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), deadline)
			defer cancel()
			if err := tf.Init(ctx, tfexec.Backend(false)); err != nil {
				t.Fatal(err)
			}
			validation, err := tf.Validate(ctx)
			if err != nil {
				t.Fatal(err)
			}
			for _, diagnostic := range validation.Diagnostics {
				t.Errorf("%s: %s: %s", diagnostic.Severity, diagnostic.Summary, diagnostic.Detail)
			}
		})
	}
}

// State outlives the output folder, wherever that is.
func TestLocalStateIsNeverInTheOutput(t *testing.T) {
	for _, outdir := range []string{"cdktf.out", "deep/er/out"} {
		t.Setenv("CDKTF_OUTDIR", outdir)
		file := filepath.Join(t.TempDir(), "dev.yaml")
		write(t, file, sound)
		project := t.TempDir()
		t.Chdir(project)
		synthesizeHere(t, file)
		folder := filepath.Join(project, outdir, "stacks", "dev")
		var stack struct {
			Terraform struct {
				Backend struct {
					Local struct{ Path string }
				}
			}
		}
		if err := json.Unmarshal([]byte(readFile(t, filepath.Join(folder, "cdk.tf.json"))), &stack); err != nil {
			t.Fatal(err)
		}
		if got, want := filepath.Join(folder, stack.Terraform.Backend.Local.Path), filepath.Join(project, ".state", "dev.tfstate"); got != want {
			t.Errorf("with the output in %s, state is kept in %s, want %s", outdir, got, want)
		}
	}
}
