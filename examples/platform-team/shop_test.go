package main

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
	"github.com/tandem-iac/tandem/constructs"
)

var update = flag.Bool("update", false, "rewrite the golden file")

// synthesize writes the shop and returns the folder of its stack.
func synthesize(t *testing.T, build func(app cdktf.App)) (string, error) {
	t.Helper()
	output := filepath.Join(t.TempDir(), "cdktf.out")
	t.Setenv("CDKTF_OUTDIR", output)
	err := constructs.Synthesize(func(app cdktf.App) error {
		build(app)
		return nil
	})
	return filepath.Join(output, "stacks", "shop"), err
}

func shop(app cdktf.App) {
	NewShop(app, "shop", ShopConfig{Project: "platform-team", Region: "europe-west1"})
}

func TestShop(t *testing.T) {
	folder, err := synthesize(t, shop)
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(folder, "cdk.tf.json"))
	if err != nil {
		t.Fatal(err)
	}
	golden := filepath.Join("testdata", "shop.tf.json")
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("(-want +got), rewritten with -update:\n%s", diff)
	}
}

// A mistake in what the team adds is told with the construct's path, and nothing
// is written.
func TestMistakesAreTold(t *testing.T) {
	folder, err := synthesize(t, func(app cdktf.App) {
		shop(app)
		stack := app.Node().FindChild(jsii.String("shop")).(cdktf.TerraformStack)
		constructs.NewService(stack, jsii.String("extra"), &constructs.ServiceConfig{
			Name:     jsii.String("payments"),
			Location: jsii.String("europe-west1"),
			Image:    jsii.String("example.com/extra"),
			Timeout:  jsii.String("2h"),
		})
	})
	want := `shop/extra/identity: account_id: given "payments"; shop/pair/private/identity has this name already; choose another name
shop/extra: name: given "payments"; shop/pair/private has this name already; choose another name
shop/extra: timeout: given "2h"; allowed: whole seconds with an s behind, from 1s to 3600s`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Errorf("%s was written", folder)
	}
}

func TestTerraformPlansTheShop(t *testing.T) {
	if testing.Short() {
		t.Skip("starts Terraform and the google provider")
	}
	terraform := os.Getenv("TERRAFORM_BINARY_NAME")
	if terraform == "" || os.Getenv("TF_CLI_CONFIG_FILE") == "" {
		t.Fatal("TERRAFORM_BINARY_NAME and TF_CLI_CONFIG_FILE are not set; run `make test` in the repository, which builds the google provider")
	}
	folder, err := synthesize(t, shop)
	if err != nil {
		t.Fatal(err)
	}
	override := []byte(`{"terraform": {"backend": {"local": {"path": "test.tfstate"}}}}`)
	if err := os.WriteFile(filepath.Join(folder, "backend_override.tf.json"), override, 0o644); err != nil {
		t.Fatal(err)
	}
	run := func(arguments ...string) string {
		command := exec.CommandContext(t.Context(), terraform, append([]string{"-chdir=" + folder}, arguments...)...)
		command.Env = append(os.Environ(), "GOOGLE_OAUTH_ACCESS_TOKEN=none", "CHECKPOINT_DISABLE=1")
		output, err := command.CombinedOutput()
		if err != nil {
			t.Fatalf("terraform %s: %v\n%s", strings.Join(arguments, " "), err, output)
		}
		return string(output)
	}
	run("init", "-no-color")
	run("validate", "-no-color")
	if plan := run("plan", "-no-color"); !strings.Contains(plan, "Plan: 12 to add, 0 to change, 0 to destroy.") {
		t.Errorf("the plan is\n%s", plan)
	}
}
