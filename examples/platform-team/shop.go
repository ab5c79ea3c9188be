package main

import (
	"encoding/json"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-google-go/google/v16/monitoringdashboard"
	"github.com/cdktf/cdktf-provider-google-go/google/v16/provider"
	"github.com/cdktf/cdktf-provider-google-go/google/v16/secretmanagersecret"
	"github.com/cdktf/cdktf-provider-google-go/google/v16/secretmanagersecretiammember"
	"github.com/cdktf/cdktf-provider-google-go/google/v16/vpcaccessconnector"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
	"github.com/tandem-iac/tandem/constructs"
)

// ShopConfig says where the shop runs.
type ShopConfig struct {
	Project, Region string
}

// NewShop makes the stack: the team's network, secret and dashboard, and between
// them a pair of services and a schedule.
func NewShop(app cdktf.App, id string, config ShopConfig) {
	stack := cdktf.NewTerraformStack(app, &id)
	constructs.NewGoogleProvider(stack, jsii.String("google"), &provider.GoogleProviderConfig{
		Project: &config.Project,
		Region:  &config.Region,
	})
	cdktf.NewGcsBackend(stack, &cdktf.GcsBackendConfig{
		Bucket: jsii.String("platform-team-state"),
		Prefix: &id,
	})

	// The team's own resources that the services need.
	connector := vpcaccessconnector.NewVpcAccessConnector(stack, jsii.String("connector"), &vpcaccessconnector.VpcAccessConnectorConfig{
		Name:         jsii.String("shop"),
		Region:       &config.Region,
		Network:      jsii.String("default"),
		IpCidrRange:  jsii.String("10.8.0.0/28"),
		MinInstances: jsii.Number(2),
		MaxInstances: jsii.Number(3),
	})
	apiKey := secretmanagersecret.NewSecretManagerSecret(stack, jsii.String("api-key"), &secretmanagersecret.SecretManagerSecretConfig{
		SecretId:    jsii.String("payment-api-key"),
		Replication: &secretmanagersecret.SecretManagerSecretReplication{Auto: &secretmanagersecret.SecretManagerSecretReplicationAuto{}},
	})

	// The pair: outputs of the team's resources go in.
	pair := constructs.NewServicePair(stack, jsii.String("pair"), &constructs.ServicePairConfig{
		Public: &constructs.ServiceConfig{
			Name:         jsii.String("shop"),
			Location:     &config.Region,
			Image:        jsii.String("us-docker.pkg.dev/cloudrun/container/hello"),
			MaxInstances: jsii.Number(10),
		},
		Private: &constructs.ServiceConfig{
			Name:     jsii.String("payments"),
			Location: &config.Region,
			Image:    jsii.String("us-docker.pkg.dev/cloudrun/container/hello"),
			Env:      &map[string]*string{"API_KEY_SECRET": apiKey.Name()},
		},
		UrlEnv: jsii.String("PAYMENTS_URL"),
	})
	// What Tandem does not model is set on the resource itself.
	pair.Private().Resource().AddOverride(jsii.String("template.vpc_access"), map[string]any{
		"connector": connector.Id(),
		"egress":    "PRIVATE_RANGES_ONLY",
	})
	pair.Private().GrantInvoke(constructs.Group(jsii.String("payments-oncall@example.com")))
	constructs.NewSchedule(stack, jsii.String("settle"), &constructs.ScheduleConfig{
		Target:          pair.Private(),
		Path:            jsii.String("/settle"),
		Schedule:        jsii.String("0 2 * * *"),
		TimeZone:        jsii.String("Europe/Berlin"),
		AttemptDeadline: jsii.String("300s"),
		RetryConfig:     &constructs.RetryConfig{RetryCount: jsii.Number(3)},
	})

	// And outputs of the pair go on into the team's resources.
	secretmanagersecretiammember.NewSecretManagerSecretIamMember(stack, jsii.String("api-key-reader"), &secretmanagersecretiammember.SecretManagerSecretIamMemberConfig{
		SecretId: apiKey.Id(),
		Role:     jsii.String("roles/secretmanager.secretAccessor"),
		Member:   pair.Private().Identity().Member(),
	})
	monitoringdashboard.NewMonitoringDashboard(stack, jsii.String("dashboard"), &monitoringdashboard.MonitoringDashboardConfig{
		DashboardJson: dashboard(pair.Public(), pair.Private()),
	})
	for name, service := range map[string]constructs.Service{"shop": pair.Public(), "payments": pair.Private()} {
		cdktf.NewTerraformOutput(stack, jsii.String(name+"_url"), &cdktf.TerraformOutputConfig{Value: service.Url()})
	}
}

// dashboard charts the requests of each service.
func dashboard(services ...constructs.Service) *string {
	widgets := []any{}
	for _, service := range services {
		widgets = append(widgets, map[string]any{
			"title": *service.Resource().Name(),
			"xyChart": map[string]any{"dataSets": []any{map[string]any{
				"timeSeriesQuery": map[string]any{"timeSeriesFilter": map[string]any{
					"filter":      `metric.type="run.googleapis.com/request_count" resource.label.service_name="` + *service.Resource().Name() + `"`,
					"aggregation": map[string]any{"perSeriesAligner": "ALIGN_RATE", "alignmentPeriod": "60s"},
				}},
			}}},
		})
	}
	text, err := json.Marshal(map[string]any{
		"displayName": "Shop",
		"gridLayout":  map[string]any{"columns": "2", "widgets": widgets},
	})
	if err != nil {
		panic(err) // the map above is fixed
	}
	source := string(text)
	return &source
}
