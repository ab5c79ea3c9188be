package stacks_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-exec/tfexec"
	tfjson "github.com/hashicorp/terraform-json"
)

// deadline bounds one use of Terraform: the provider takes seconds to start, more
// on a busy machine.
const deadline = 5 * time.Minute

// terraform is a stack's working folder, ready for init, with the backend
// replaced by a local one: what is tested is the stack, not the bucket.
func terraform(t *testing.T, folder string, environment map[string]string) *tfexec.Terraform {
	t.Helper()
	binary, config := os.Getenv("TERRAFORM_BINARY_NAME"), os.Getenv("TF_CLI_CONFIG_FILE")
	if binary == "" || config == "" {
		t.Fatal("TERRAFORM_BINARY_NAME and TF_CLI_CONFIG_FILE are not set; run `make test`, which builds the google provider")
	}
	override := []byte(`{"terraform": {"backend": {"local": {"path": "test.tfstate"}}}}`)
	if err := os.WriteFile(filepath.Join(folder, "backend_override.tf.json"), override, 0o644); err != nil {
		t.Fatal(err)
	}
	tf, err := tfexec.NewTerraform(folder, binary)
	if err != nil {
		t.Fatal(err)
	}
	settings := map[string]string{
		"TF_CLI_CONFIG_FILE":        config,
		"CHECKPOINT_DISABLE":        "1",
		"GOOGLE_OAUTH_ACCESS_TOKEN": "none",
		"PATH":                      os.Getenv("PATH"),
		"HOME":                      t.TempDir(),
	}
	for name, value := range environment {
		settings[name] = value
	}
	if err := tf.SetEnv(settings); err != nil {
		t.Fatal(err)
	}
	return tf
}

// planned runs init, validate and plan, and returns the resources that would be
// created, as addresses, and the plan.
func planned(t *testing.T, tf *tfexec.Terraform) ([]string, *tfjson.Plan) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), deadline)
	defer cancel()
	if err := tf.Init(ctx, tfexec.Upgrade(false)); err != nil {
		t.Fatal(err)
	}
	validation, err := tf.Validate(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, diagnostic := range validation.Diagnostics {
		t.Errorf("%s: %s: %s", diagnostic.Severity, diagnostic.Summary, diagnostic.Detail)
	}
	if _, err := tf.Plan(ctx, tfexec.Out("plan")); err != nil {
		t.Fatal(err)
	}
	plan, err := tf.ShowPlanFile(ctx, "plan")
	if err != nil {
		t.Fatal(err)
	}
	var created []string
	for _, change := range plan.ResourceChanges {
		if change.Change.Actions.Create() {
			created = append(created, change.Address)
		}
	}
	sort.Strings(created)
	return created, plan
}

func TestTerraformPlansTheEnvironments(t *testing.T) {
	if testing.Short() {
		t.Skip("starts Terraform and the google provider")
	}
	want := strings.Fields(`
		google_cloud_run_v2_service.private
		google_cloud_run_v2_service.public
		google_cloud_run_v2_service_iam_policy.private
		google_cloud_run_v2_service_iam_policy.public
		google_cloud_scheduler_job.allocation
		google_project_service.cloudscheduler_googleapis_com
		google_project_service.iam_googleapis_com
		google_project_service.run_googleapis_com
		google_service_account.allocation
		google_service_account.private
		google_service_account.public`)
	for _, name := range []string{"dev", "staging", "prod"} {
		t.Run(name, func(t *testing.T) {
			created, plan := planned(t, terraform(t, filepath.Join(synthesize(t, environmentFiles[name]), name), nil))
			if fmt.Sprint(created) != fmt.Sprint(want) {
				t.Errorf("planned\n%s\nwant\n%s", strings.Join(created, "\n"), strings.Join(want, "\n"))
			}
			checkPair(t, name, plan)
		})
	}
}

// checkPair asserts what the provider made of the values that matter most.
func checkPair(t *testing.T, environment string, plan *tfjson.Plan) {
	t.Helper()
	protected := environment == "prod"
	for address, values := range map[string]map[string]any{
		"google_cloud_run_v2_service.public": {
			"name": "public-service", "location": "us-central1", "deletion_protection": protected,
		},
		"google_cloud_run_v2_service.private": {
			"name": "private-service", "location": "us-central1", "deletion_protection": protected,
		},
		"google_service_account.public": {
			"account_id":  "cloud-run-interservice-id",
			"description": "Identity used by a public Cloud Run service to call private Cloud Run services.",
		},
		"google_cloud_scheduler_job.allocation": {
			"name": "private-service-scheduler", "schedule": "*/5 * * * *", "attempt_deadline": "60s", "paused": false,
		},
	} {
		planned := after(t, plan, address)
		for key, want := range values {
			if got := planned[key]; got != want {
				t.Errorf("%s: %s is %v, want %v", address, key, got, want)
			}
		}
	}
}

// after is what a resource is planned to be.
func after(t *testing.T, plan *tfjson.Plan, address string) map[string]any {
	t.Helper()
	for _, change := range plan.ResourceChanges {
		if change.Address == address {
			return change.Change.After.(map[string]any)
		}
	}
	t.Fatalf("%s is not planned", address)
	return nil
}

// cloudRun answers the one call that looking up a service makes, as the API
// does.
func cloudRun(t *testing.T, account string) string {
	t.Helper()
	const name = "projects/qrl-api/locations/asia-southeast1/services/qrl-trading-api"
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet || r.URL.Path != "/v2/"+name {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(map[string]any{
			"name": name,
			"uri":  "https://qrl-trading-api-abcdefghij-as.a.run.app",
			"template": map[string]any{
				"serviceAccount": account,
				"containers":     []any{map[string]any{"image": "us-docker.pkg.dev/cloudrun/container/hello"}},
			},
		})
	}))
	t.Cleanup(server.Close)
	return server.URL + "/v2/"
}

func TestTerraformPlansAroundAnExistingService(t *testing.T) {
	if testing.Short() {
		t.Skip("starts Terraform and the google provider")
	}
	endpoint := cloudRun(t, "qrl-runner@qrl-api.iam.gserviceaccount.com")
	folder := filepath.Join(synthesize(t, environmentFiles["qrl-api"]), "qrl-api")
	created, plan := planned(t, terraform(t, folder, map[string]string{"GOOGLE_CLOUD_RUN_V2_CUSTOM_ENDPOINT": endpoint}))
	const member = "google_cloud_run_v2_service_iam_member.qrl-trading-api_invoker_qrl-trading-api-scheduler_0AC7DDB1"
	const job = "google_cloud_scheduler_job.qrl-trading-api-scheduler"
	want := []string{member, job, "google_project_service.cloudscheduler_googleapis_com"}
	if fmt.Sprint(created) != fmt.Sprint(want) {
		t.Errorf("planned\n%s\nwant\n%s", strings.Join(created, "\n"), strings.Join(want, "\n"))
	}
	if got := after(t, plan, member); got["member"] != "serviceAccount:scheduler@qrl-api.iam.gserviceaccount.com" || got["role"] != "roles/run.invoker" || got["name"] != "qrl-trading-api" {
		t.Errorf("the grant is %v", got)
	}
	text, err := json.Marshal(after(t, plan, job)["http_target"])
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{
		`"uri":"https://qrl-trading-api-abcdefghij-as.a.run.app/tasks/allocation"`,
		`"audience":"https://qrl-trading-api-abcdefghij-as.a.run.app"`,
		`"service_account_email":"scheduler@qrl-api.iam.gserviceaccount.com"`,
		`"http_method":"POST"`,
	} {
		if !strings.Contains(string(text), part) {
			t.Errorf("the call is %s, without %s", text, part)
		}
	}
}

func TestAPlanFailsWhenTheExistingServiceRunsAsAnother(t *testing.T) {
	if testing.Short() {
		t.Skip("starts Terraform and the google provider")
	}
	endpoint := cloudRun(t, "123456789012-compute@developer.gserviceaccount.com")
	folder := filepath.Join(synthesize(t, environmentFiles["qrl-api"]), "qrl-api")
	tf := terraform(t, folder, map[string]string{"GOOGLE_CLOUD_RUN_V2_CUSTOM_ENDPOINT": endpoint})
	ctx, cancel := context.WithTimeout(t.Context(), deadline)
	defer cancel()
	if err := tf.Init(ctx); err != nil {
		t.Fatal(err)
	}
	_, err := tf.Plan(ctx)
	if err == nil || !strings.Contains(strings.Join(strings.Fields(err.Error()), " "), "runs as 123456789012-compute@developer.gserviceaccount.com") {
		t.Errorf("the plan ended with %v", err)
	}
}
