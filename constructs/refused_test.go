package constructs_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/tandem-iac/tandem/constructs"
)

func TestAServiceNamesAllItsMistakes(t *testing.T) {
	refused(t, func(stack cdktf.TerraformStack) {
		constructs.NewService(stack, jsii.String("service"), &constructs.ServiceConfig{
			Name:            jsii.String("Service"),
			Access:          jsii.String("open"),
			Env:             texts("PORT", "8080"),
			Timeout:         jsii.String("2h"),
			MinInstances:    jsii.Number(-1),
			CustomAudiences: jsii.Strings("https://service.example.com?x"),
			IdentityConfig:  &constructs.IdentityConfig{AccountId: jsii.String("me")},
		})
	},
		`stack/service/identity: account_id: given "me"; allowed: an account id: 6 to 30 lower-case letters, digits and hyphens, first a letter, last no hyphen`,
		`stack/service: access: given "open"; allowed: private, public`,
		`stack/service: custom_audiences[0]: given "https://service.example.com?x"; allowed: the https URL of the service without query or fragment, as in "https://service.example.com"; leave out what follows "https://service.example.com"`,
		`stack/service: env.PORT: given "PORT"; allowed: letters, digits, underscores, dots and hyphens, first no digit; not PORT, K_SERVICE, K_REVISION, K_CONFIGURATION or X_GOOGLE_…; Cloud Run sets PORT itself: choose another name`,
		`stack/service: image: missing; allowed: `+image,
		`stack/service: location: missing; allowed: a region, as in "us-central1"`,
		`stack/service: min_instances: given -1; allowed: a whole number of instances from 0 to 2147483647`,
		`stack/service: name: given "Service"; allowed: a service name: at most 49 lower-case letters, digits and hyphens, first a letter, last no hyphen`,
		`stack/service: timeout: given "2h"; allowed: whole seconds with an s behind, from 1s to 3600s`,
	)
}

func TestAScheduleNamesAllItsMistakes(t *testing.T) {
	refused(t, func(stack cdktf.TerraformStack) {
		config := hello(constructs.AccessPrivate)
		config.Timeout = jsii.String("30s")
		service := constructs.NewService(stack, jsii.String("service"), config)
		constructs.NewSchedule(stack, jsii.String("job"), &constructs.ScheduleConfig{
			Target:      service,
			TimeZone:    jsii.String("Sydney"),
			HttpMethod:  jsii.String("GET"),
			Body:        jsii.String("hello"),
			Path:        jsii.String("tasks"),
			Audience:    jsii.String("https://elsewhere.example.com"),
			RetryConfig: &constructs.RetryConfig{RetryCount: jsii.Number(6)},
		})
		constructs.NewSchedule(stack, jsii.String("none"), nil)
	},
		`stack/job: attempt_deadline: given "180s (the default)"; allowed: at most the 30s timeout of the service it calls; lower attempt_deadline or raise the service's timeout`,
		`stack/job: audience: given "https://elsewhere.example.com"; allowed: the URL of the service, or one of its custom_audiences; leave it out, or add it to the service's custom_audiences`,
		`stack/job: body: given with http_method GET; allowed: a body with POST, PUT, PATCH; change http_method or leave the body out`,
		`stack/job: path: given "tasks"; allowed: a path that begins with a slash, as in "/tasks/allocation", at most 1,900 characters`,
		`stack/job: retry_config.retry_count: given 6; allowed: a whole number of retries from 0 to 5`,
		`stack/job: schedule: missing; allowed: five cron fields (minute hour day-of-month month day-of-week), as in "*/5 * * * *", or "every 5 minutes"`,
		`stack/job: time_zone: given "Sydney"; allowed: a name of the tz database, as in "Etc/UTC" or "Australia/Sydney"; did you mean "Australia/Sydney"?`,
		`stack/none: schedule: missing; allowed: five cron fields (minute hour day-of-month month day-of-week), as in "*/5 * * * *", or "every 5 minutes"`,
		`stack/none: target: missing; allowed: a Target, such as a Service`,
	)
}

func TestNamesAreTakenOnce(t *testing.T) {
	refused(t, func(stack cdktf.TerraformStack) {
		first, second := hello(constructs.AccessPrivate), hello(constructs.AccessPrivate)
		first.Name, second.Name = jsii.String("orders"), jsii.String("orders")
		target := constructs.NewService(stack, jsii.String("first"), first)
		constructs.NewService(stack, jsii.String("second"), second)
		job := func() *constructs.ScheduleConfig {
			return &constructs.ScheduleConfig{Target: target, Name: jsii.String("nightly"), Schedule: jsii.String("0 3 * * *"), Identity: target.Identity()}
		}
		constructs.NewSchedule(stack, jsii.String("job"), job())
		constructs.NewSchedule(stack, jsii.String("again"), job())
	},
		`stack/again: name: given "nightly"; stack/job has this name already; choose another name`,
		`stack/second/identity: account_id: given "orders"; stack/first/identity has this name already; choose another name`,
		`stack/second: name: given "orders"; stack/first has this name already; choose another name`,
	)
}

func TestPrincipalsAreChecked(t *testing.T) {
	refused(t, func(stack cdktf.TerraformStack) {
		private := constructs.NewService(stack, jsii.String("private"), hello(constructs.AccessPrivate))
		private.GrantInvoke(constructs.AllUsers())
		private.GrantInvoke(constructs.AllAuthenticatedUsers())
		private.GrantInvoke(constructs.User(jsii.String("nobody")))
		private.GrantInvoke(nil)
		existing := constructs.NewExistingService(stack, jsii.String("existing"), &constructs.ExistingServiceConfig{
			Name: jsii.String("legacy"), Location: jsii.String("us-central1"),
		})
		existing.GrantInvoke(constructs.AllUsers())
		public := constructs.NewService(stack, jsii.String("public"), hello(constructs.AccessPublic))
		public.GrantInvoke(constructs.AllAuthenticatedUsers())
	},
		`stack/existing: invokers: given "allUsers"; allowed: named principals, as the service's access is private; declare access public if everybody is meant to call it`,
		`stack/private: invokers: given "allAuthenticatedUsers"; allowed: named principals, as the service's access is private; declare access public if everybody is meant to call it`,
		`stack/private: invokers: given "allUsers"; allowed: named principals, as the service's access is private; declare access public if everybody is meant to call it`,
		`stack/private: invokers: given "user:nobody"; allowed: `+members,
		`stack/private: invokers: nil given; allowed: a Principal`,
	)
}

func TestCallsAreChecked(t *testing.T) {
	refused(t, func(stack cdktf.TerraformStack) {
		config := hello(constructs.AccessPublic)
		config.Env = texts("TAKEN", "x")
		caller := constructs.NewService(stack, jsii.String("caller"), config)
		callee := constructs.NewService(stack, jsii.String("callee"), hello(constructs.AccessPrivate))
		caller.Call(caller, jsii.String("SELF"))
		caller.Call(callee, jsii.String("TAKEN"))
		caller.Call(callee, jsii.String("K_SERVICE"))
		caller.Call(nil, nil)
		caller.Call(callee, jsii.String("URL"))
	},
		`stack/caller: calls: a service cannot receive its own URL: Terraform would have to know it before it exists`,
		`stack/caller: calls: given "K_SERVICE"; allowed: letters, digits, underscores, dots and hyphens, first no digit; not PORT, K_SERVICE, K_REVISION, K_CONFIGURATION or X_GOOGLE_…; Cloud Run sets K_SERVICE itself: choose another name`,
		`stack/caller: calls: nil given; allowed: a Target and the environment variable that receives its URL`,
		`stack/caller: calls: the environment variable TAKEN has a value already; choose another name`,
	)
}

func TestAnIdentityIsMadeOrAdopted(t *testing.T) {
	refused(t, func(stack cdktf.TerraformStack) {
		constructs.NewIdentity(stack, jsii.String("both"), &constructs.IdentityConfig{
			Email: jsii.String("one-account@my-project.iam.gserviceaccount.com"), AccountId: jsii.String("another"),
		})
		constructs.NewIdentity(stack, jsii.String("default"), &constructs.IdentityConfig{
			Email: jsii.String("123456789012-compute@developer.gserviceaccount.com"),
		})
		config := hello(constructs.AccessPrivate)
		config.Identity = constructs.NewIdentity(stack, jsii.String("given"), nil)
		config.IdentityConfig = &constructs.IdentityConfig{}
		constructs.NewService(stack, jsii.String("service"), config)
	},
		`stack/both: account_id: given together with email; an adopted account is described where it is managed; leave one of the two out`,
		`stack/default: email: given "123456789012-compute@developer.gserviceaccount.com"; allowed: the email of a service account of your own, as in "ID@PROJECT.iam.gserviceaccount.com"; a default service account is shared by everything in its project: make one for this purpose`,
		`stack/service: identity: given twice; allowed: an Identity or an IdentityConfig; leave one of the two out`,
	)
}

// CDKTF stops at the first stack with mistakes; Synthesize does not.
func TestEveryStackIsTold(t *testing.T) {
	t.Setenv("CDKTF_OUTDIR", filepath.Join(t.TempDir(), "cdktf.out"))
	err := constructs.Synthesize(func(app cdktf.App) error {
		for _, id := range []string{"one", "two"} {
			constructs.NewIdentity(cdktf.NewTerraformStack(app, jsii.String(id)), jsii.String("identity"), &constructs.IdentityConfig{AccountId: jsii.String("x")})
		}
		return nil
	})
	var wrong *constructs.SynthesisError
	if !errors.As(err, &wrong) || len(wrong.Problems) != 2 || !strings.HasPrefix(wrong.Problems[0], "one/identity: ") || !strings.HasPrefix(wrong.Problems[1], "two/identity: ") {
		t.Errorf("got %v", err)
	}
}

// An app that calls Synth itself is told by CDKTF.
func TestCDKTFItselfIsTold(t *testing.T) {
	defer func() {
		text, _ := recover().(error)
		if text == nil || !strings.Contains(text.Error(), `[stack] stack/identity: account_id: given "x"`) {
			t.Errorf("Synth panicked with %v", text)
		}
	}()
	outdir := filepath.Join(t.TempDir(), "cdktf.out")
	app := cdktf.NewApp(&cdktf.AppConfig{Outdir: &outdir})
	stack := cdktf.NewTerraformStack(app, jsii.String("stack"))
	constructs.NewIdentity(stack, jsii.String("identity"), &constructs.IdentityConfig{AccountId: jsii.String("x")})
	app.Synth()
}

func TestCDKTFsOwnComplaintsBecomeErrors(t *testing.T) {
	for name, test := range map[string]struct {
		build func(stack cdktf.TerraformStack)
		want  string
	}{
		"an id twice": {func(stack cdktf.TerraformStack) {
			constructs.NewIdentity(stack, jsii.String("same-id"), nil)
			constructs.NewIdentity(stack, jsii.String("same-id"), nil)
		}, "There is already a Construct with name 'same-id' in TerraformStack [stack]"},
		"no id": {func(stack cdktf.TerraformStack) {
			constructs.NewIdentity(stack, nil, nil)
		}, "identity: scope or id is nil; give it a scope, such as the stack, and an id that is unique there"},
		"no scope": {func(stack cdktf.TerraformStack) {
			constructs.NewIdentity(nil, jsii.String("identity"), nil)
		}, "identity: scope or id is nil; give it a scope, such as the stack, and an id that is unique there"},
	} {
		t.Run(name, func(t *testing.T) { refused(t, test.build, test.want) })
	}
}

// A fault of the program itself is not disguised: it keeps its trace.
func TestFaultsKeepTheirTrace(t *testing.T) {
	_, err := synthesize(t, func(stack cdktf.TerraformStack) {
		var none *constructs.ServiceConfig
		_ = *none.Name
	})
	if err == nil || !strings.Contains(err.Error(), "nil pointer") || !strings.Contains(err.Error(), "refused_test.go") {
		t.Errorf("got %v", err)
	}
}

func TestSynthesizeKeepsTerraformsFiles(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("CDKTF_OUTDIR", filepath.Join(folder, "cdktf.out"))
	working := filepath.Join(folder, "cdktf.out", "stacks", "stack", ".terraform", "environment")
	if err := os.MkdirAll(filepath.Dir(working), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(working, []byte("default"), 0o644); err != nil {
		t.Fatal(err)
	}
	err := constructs.Synthesize(func(app cdktf.App) error {
		cdktf.NewTerraformStack(app, jsii.String("stack"))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{working, filepath.Join(folder, "cdktf.out", "manifest.json")} {
		if _, err := os.Stat(file); err != nil {
			t.Error(err)
		}
	}
	if entries, _ := os.ReadDir(folder); len(entries) != 1 {
		t.Errorf("more than the output was left: %v", entries)
	}
}

const members = `a member: "user:EMAIL", "group:EMAIL", "serviceAccount:EMAIL", "domain:DOMAIN", "principal://…", "principalSet://…" or "allUsers"`
