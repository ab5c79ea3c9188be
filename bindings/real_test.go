package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tandem-iac/tandem/bindings/internal/cache"
)

// realModule requires two published providers; the second one is loaded, and
// imported only later.
const realModule = `module example.com/app

go 1.25

require (
	github.com/aws/constructs-go/constructs/v10 v10.4.3
	github.com/aws/jsii-runtime-go v1.119.0
	github.com/cdktf/cdktf-provider-google-go/google/v16 v16.12.1
	github.com/cdktf/cdktf-provider-random-go/random/v11 v11.0.0
	github.com/hashicorp/terraform-cdk-go/cdktf v0.21.0
)
`

const realApp = `package app

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-google-go/google/v16/cloudrunv2service"
	"github.com/cdktf/cdktf-provider-google-go/google/v16/cloudrunv2serviceiampolicy"
	"github.com/cdktf/cdktf-provider-google-go/google/v16/cloudschedulerjob"
	"github.com/cdktf/cdktf-provider-google-go/google/v16/datagoogleiampolicy"
	"github.com/cdktf/cdktf-provider-google-go/google/v16/projectservice"
	"github.com/cdktf/cdktf-provider-google-go/google/v16/provider"
	"github.com/cdktf/cdktf-provider-google-go/google/v16/serviceaccount"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
)

func Stack(app cdktf.App) cdktf.TerraformStack {
	stack := cdktf.NewTerraformStack(app, jsii.String("stack"))
	provider.NewGoogleProvider(stack, jsii.String("google"), &provider.GoogleProviderConfig{Project: jsii.String("p")})
	projectservice.NewProjectService(stack, jsii.String("api"), &projectservice.ProjectServiceConfig{Service: jsii.String("run.googleapis.com")})
	account := serviceaccount.NewServiceAccount(stack, jsii.String("account"), &serviceaccount.ServiceAccountConfig{AccountId: jsii.String("caller")})
	service := cloudrunv2service.NewCloudRunV2Service(stack, jsii.String("service"), &cloudrunv2service.CloudRunV2ServiceConfig{
		Name:     jsii.String("service"),
		Location: jsii.String("us-central1"),
		Template: &cloudrunv2service.CloudRunV2ServiceTemplate{
			Containers: []*cloudrunv2service.CloudRunV2ServiceTemplateContainers{{Image: jsii.String("image")}},
		},
	})
	policy := datagoogleiampolicy.NewDataGoogleIamPolicy(stack, jsii.String("policy"), &datagoogleiampolicy.DataGoogleIamPolicyConfig{
		Binding: []*datagoogleiampolicy.DataGoogleIamPolicyBinding{{
			Role: jsii.String("roles/run.invoker"), Members: &[]*string{account.Member()},
		}},
	})
	cloudrunv2serviceiampolicy.NewCloudRunV2ServiceIamPolicy(stack, jsii.String("invokers"), &cloudrunv2serviceiampolicy.CloudRunV2ServiceIamPolicyConfig{
		Name: service.Name(), PolicyData: policy.PolicyData(),
	})
	cloudschedulerjob.NewCloudSchedulerJob(stack, jsii.String("job"), &cloudschedulerjob.CloudSchedulerJobConfig{
		Name: jsii.String("job"), HttpTarget: &cloudschedulerjob.CloudSchedulerJobHttpTarget{Uri: service.Uri()},
	})
	return stack
}
`

const realTest = `package app

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-cdk-go/cdktf"
)

func TestStack(t *testing.T) {
	got := *cdktf.Testing_Synth(Stack(cdktf.Testing_App(nil)), nil)
	for _, want := range []string{"google_cloud_run_v2_service_iam_policy", "google_cloud_scheduler_job", "${google_service_account.account.member}"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
}
`

const realRandom = `package app

import _ "github.com/cdktf/cdktf-provider-random-go/random/v11/pet"
`

// TestReal generates bindings from what npm has, with the real jsii-pacmak, and
// builds, vets and synthesizes with them. It keeps the downloads in the user's
// cache.
func TestReal(t *testing.T) {
	if testing.Short() {
		t.Skip("it needs npm's registry, and minutes when nothing is cached")
	}
	t.Setenv("PATH", realPath)
	dir := t.TempDir()
	write := func(name, content string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s := &sandbox{t: t, dir: dir}
	goes := func(args ...string) {
		t.Helper()
		cmd := exec.Command("go", args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOWORK=", "GOFLAGS=", cache.Variable+"=")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("go %v: %v\n%s", args, err, out)
		}
	}
	write("go.mod", realModule)
	write("app.go", realApp)
	write("app_test.go", realTest)
	t.Log(s.mustRun())
	goes("build", "./...")
	goes("vet", "./...")
	goes("test", "./...")
	if said := s.mustRun(); said != "" {
		t.Errorf("the second run said: %s", said)
	}
	write("random.go", realRandom)
	if said := s.mustRun(); !strings.Contains(said, "random v11.0.0: generating, imports changed: +pet") || strings.Contains(said, "google") {
		t.Errorf("it said: %s", said)
	}
	goes("vet", "./...")
	if said := s.mustRun("--check"); said != "" {
		t.Errorf("--check said: %s", said)
	}
}
