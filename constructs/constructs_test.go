package constructs_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-google-go/google/v16/provider"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/tandem-iac/tandem/constructs"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestMain starts Node.js here: it would otherwise start in the temporary folder
// of the first test, which is gone for the next.
func TestMain(m *testing.M) {
	flag.Parse()
	cdktf.Token_IsUnresolved("")
	os.Exit(m.Run())
}

// synthesize builds a stack with the id "stack" and a google provider, and
// returns its Terraform JSON.
func synthesize(t *testing.T, build func(stack cdktf.TerraformStack)) (string, error) {
	t.Helper()
	folder := t.TempDir()
	t.Setenv("CDKTF_OUTDIR", filepath.Join(folder, "cdktf.out"))
	err := constructs.Synthesize(func(app cdktf.App) error {
		stack := cdktf.NewTerraformStack(app, jsii.String("stack"))
		constructs.NewGoogleProvider(stack, jsii.String("google"), &provider.GoogleProviderConfig{Project: jsii.String("my-project")})
		cdktf.NewLocalBackend(stack, &cdktf.LocalBackendConfig{Path: jsii.String("terraform.tfstate")})
		build(stack)
		return nil
	})
	if err != nil {
		if entries, _ := os.ReadDir(folder); len(entries) > 0 {
			t.Errorf("an error, but %s was written", entries[0].Name())
		}
		return "", err
	}
	source, err := os.ReadFile(filepath.Join(folder, "cdktf.out", "stacks", "stack", "cdk.tf.json"))
	if err != nil {
		t.Fatal(err)
	}
	return string(source), nil
}

// golden compares a stack with testdata/NAME.tf.json.
func golden(t *testing.T, name string, build func(stack cdktf.TerraformStack)) {
	t.Helper()
	got, err := synthesize(t, build)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", name+".tf.json")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got), rewritten with -update:\n%s", path, diff)
	}
}

// refused wants exactly these lines.
func refused(t *testing.T, build func(stack cdktf.TerraformStack), want ...string) {
	t.Helper()
	_, err := synthesize(t, build)
	if diff := cmp.Diff(strings.Join(want, "\n"), fmt.Sprint(err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// hello is a service that runs.
func hello(access string) *constructs.ServiceConfig {
	return &constructs.ServiceConfig{
		Location: jsii.String("us-central1"),
		Image:    jsii.String("us-docker.pkg.dev/cloudrun/container/hello"),
		Access:   jsii.String(access),
	}
}

const image = `a container image, as in "us-docker.pkg.dev/cloudrun/container/hello" with an optional :tag or @sha256:digest`

// texts is a map of the given keys and values, in turn.
func texts(pairs ...string) *map[string]*string {
	all := map[string]*string{}
	for i := 0; i < len(pairs); i += 2 {
		all[pairs[i]] = &pairs[i+1]
	}
	return &all
}
