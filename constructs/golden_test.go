package constructs_test

import (
	"testing"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-google-go/google/v16/serviceaccount"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/tandem-iac/tandem/constructs"
)

func TestServicePair(t *testing.T) {
	golden(t, "service_pair", func(stack cdktf.TerraformStack) {
		public := hello(constructs.AccessPublic)
		public.Name = jsii.String("public-service")
		public.IdentityConfig = &constructs.IdentityConfig{
			AccountId:   jsii.String("cloud-run-interservice-id"),
			Description: jsii.String("Identity used by a public Cloud Run service to call private Cloud Run services."),
		}
		private := hello(constructs.AccessPrivate)
		private.Name = jsii.String("private-service")
		constructs.NewServicePair(stack, jsii.String("pair"), &constructs.ServicePairConfig{Public: public, Private: private})
	})
}

func TestServiceWithEverything(t *testing.T) {
	golden(t, "service", func(stack cdktf.TerraformStack) {
		config := hello(constructs.AccessPrivate)
		config.Name = jsii.String("everything")
		config.Project = jsii.String("other-project")
		config.Description = jsii.String("Every field.")
		config.Env = texts("TASK_TIMEOUT_SECONDS", "60", "LITERAL", *constructs.Literal("${not.read}"))
		config.Timeout = jsii.String("900s")
		config.MinInstances = jsii.Number(1)
		config.MaxInstances = jsii.Number(10)
		config.CustomAudiences = jsii.Strings("https://everything.example.com")
		config.Labels = texts("team", "payments")
		config.DeletionProtection = jsii.Bool(false)
		config.IdentityConfig = &constructs.IdentityConfig{Email: jsii.String("runner@other-project.iam.gserviceaccount.com")}
		service := constructs.NewService(stack, jsii.String("service"), config)
		service.GrantInvoke(constructs.User(jsii.String("ann@example.com")))
		service.GrantInvoke(constructs.Group(jsii.String("oncall@example.com")))
		service.GrantInvoke(constructs.Domain(jsii.String("example.com")))
		service.GrantInvoke(constructs.ServiceAccount(jsii.String("caller@other-project.iam.gserviceaccount.com")))
		service.GrantInvoke(constructs.Member(jsii.String("principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/*")))
	})
}

func TestScheduleWithEverything(t *testing.T) {
	golden(t, "schedule", func(stack cdktf.TerraformStack) {
		config := hello(constructs.AccessPrivate)
		config.CustomAudiences = jsii.Strings("https://service.example.com")
		service := constructs.NewService(stack, jsii.String("service"), config)
		constructs.NewSchedule(stack, jsii.String("nightly"), &constructs.ScheduleConfig{
			Target:          service,
			Schedule:        jsii.String("0 3 * * 1-5"),
			TimeZone:        jsii.String("Australia/Sydney"),
			Name:            jsii.String("nightly-report"),
			Region:          jsii.String("us-east1"),
			Description:     jsii.String("Writes the report."),
			Path:            jsii.String("/report?kind=daily"),
			HttpMethod:      jsii.String("PUT"),
			Headers:         texts("Content-Type", "application/json"),
			Body:            jsii.String(`{"name": "Scheduler"}`),
			Audience:        jsii.String("https://service.example.com"),
			AttemptDeadline: jsii.String("120s"),
			RetryConfig: &constructs.RetryConfig{
				RetryCount:         jsii.Number(5),
				MaxRetryDuration:   jsii.String("600s"),
				MinBackoffDuration: jsii.String("10s"),
				MaxBackoffDuration: jsii.String("300s"),
				MaxDoublings:       jsii.Number(3),
			},
			Paused: jsii.Bool(true),
		})
	})
}

// Row S0: the service and both accounts exist already.
func TestScheduleOfAnExistingService(t *testing.T) {
	golden(t, "existing", func(stack cdktf.TerraformStack) {
		service := constructs.NewExistingService(stack, jsii.String("trading"), &constructs.ExistingServiceConfig{
			Name:           jsii.String("qrl-trading-api"),
			Location:       jsii.String("asia-southeast1"),
			ServiceAccount: jsii.String("qrl-runner@qrl-api.iam.gserviceaccount.com"),
		})
		scheduler := constructs.NewIdentity(stack, jsii.String("scheduler"), &constructs.IdentityConfig{
			Email: jsii.String("scheduler@qrl-api.iam.gserviceaccount.com"),
		})
		constructs.NewSchedule(stack, jsii.String("allocation"), &constructs.ScheduleConfig{
			Target:          service,
			Schedule:        jsii.String("*/5 * * * *"),
			Path:            jsii.String("/tasks/allocation"),
			AttemptDeadline: jsii.String("60s"),
			RetryConfig:     &constructs.RetryConfig{RetryCount: jsii.Number(3), MinBackoffDuration: jsii.String("10s")},
			Identity:        scheduler,
		})
	})
}

// Outputs of other resources are taken wherever a text is, and not checked for
// their values.
func TestTokensAreTakenEverywhere(t *testing.T) {
	golden(t, "tokens", func(stack cdktf.TerraformStack) {
		setting := func(id string) *string {
			return cdktf.NewTerraformVariable(stack, jsii.String(id), &cdktf.TerraformVariableConfig{Type: jsii.String("string")}).StringValue()
		}
		account := serviceaccount.NewServiceAccount(stack, jsii.String("team"), &serviceaccount.ServiceAccountConfig{AccountId: jsii.String("team-account")})
		config := hello(constructs.AccessPrivate)
		config.Name, config.Location, config.Image = setting("name"), setting("location"), setting("image")
		config.Env = &map[string]*string{"SETTING": setting("env")}
		config.Timeout = setting("timeout")
		config.CustomAudiences = &[]*string{setting("audience")}
		config.Description = setting("description")
		service := constructs.NewService(stack, jsii.String("service"), config)
		service.GrantInvoke(constructs.Member(account.Member()))
		constructs.NewSchedule(stack, jsii.String("job"), &constructs.ScheduleConfig{
			Target:          service,
			Schedule:        setting("schedule"),
			TimeZone:        setting("zone"),
			Body:            setting("body"),
			Audience:        setting("job_audience"),
			AttemptDeadline: setting("deadline"),
			IdentityConfig:  &constructs.IdentityConfig{Email: account.Email()},
		})
	})
}

// Granting twice is granting once, also when the grants come from different
// places.
func TestGrantingTwiceIsGrantingOnce(t *testing.T) {
	once := func(times int) string {
		source, err := synthesize(t, func(stack cdktf.TerraformStack) {
			caller := constructs.NewService(stack, jsii.String("caller"), hello(constructs.AccessPublic))
			callee := constructs.NewService(stack, jsii.String("callee"), hello(constructs.AccessPrivate))
			existing := constructs.NewExistingService(stack, jsii.String("existing"), &constructs.ExistingServiceConfig{
				Name: jsii.String("legacy"), Location: jsii.String("us-central1"),
			})
			for range times {
				callee.GrantInvoke(caller.Identity())
				callee.GrantInvoke(constructs.User(jsii.String("ann@example.com")))
				existing.GrantInvoke(caller.Identity())
				existing.GrantInvoke(constructs.User(jsii.String("ann@example.com")))
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		return source
	}
	if once(1) != once(3) {
		t.Errorf("granted once:\n%s\ngranted three times:\n%s", once(1), once(3))
	}
}
