package stacks

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-google-go/google/v16/provider"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	tandem "github.com/tandem-iac/tandem/constructs"
	"github.com/tandem-iac/tandem/internal/gcp"
)

// Add makes one stack of each environment, under its name.
func Add(app cdktf.App, environments ...*Environment) {
	for _, environment := range environments {
		environment.add(app)
	}
}

// stack is an environment on its way into the construct tree.
type stack struct {
	cdktf.TerraformStack
	environment *Environment
	apis        tandem.Apis // nil when they are not enabled here
	targets     map[string]tandem.Target
}

func (e *Environment) add(app cdktf.App) {
	s := &stack{
		TerraformStack: cdktf.NewTerraformStack(app, &e.name),
		environment:    e,
		targets:        map[string]tandem.Target{},
	}
	s.addSettings()
	s.addServices()
	s.addCalls()
	s.addSchedules()
}

// addSettings makes what is neither service nor schedule. It stands in a scope
// whose id no key of the file can take.
func (s *stack) addSettings() {
	settings := constructs.NewConstruct(s.TerraformStack, jsii.String("tandem.settings"))
	tandem.NewGoogleProvider(settings, jsii.String("google"), &provider.GoogleProviderConfig{
		Project: s.environment.Project,
		Region:  s.environment.Region,
	})
	s.environment.Backend.add(settings, s.environment.name)
	if enable := s.environment.EnableAPIs; enable == nil || *enable {
		s.apis = tandem.NewApis(settings, jsii.String("apis"), &tandem.ApisConfig{Services: s.environment.apis()})
	}
}

// enabled is what has to be waited for before an API can be used.
func (s *stack) enabled(api string) *[]cdktf.ITerraformDependable {
	if s.apis == nil {
		return nil
	}
	return s.apis.Enabled(api)
}

// apis are the Google APIs that the environment uses.
func (e *Environment) apis() *[]*string {
	used := map[string]bool{}
	for _, service := range e.Services {
		if service.Existing == nil {
			used[gcp.APIRun] = true
			used[gcp.APIIAM] = used[gcp.APIIAM] || service.ServiceAccount == nil
		}
	}
	for _, schedule := range e.Schedules {
		used[gcp.APIScheduler] = true
		used[gcp.APIIAM] = used[gcp.APIIAM] || schedule.ServiceAccount == nil
	}
	names := []*string{}
	for _, name := range sortedKeys(used) {
		if used[name] {
			names = append(names, jsii.String(name))
		}
	}
	return &names
}

func (s *stack) addServices() {
	for _, key := range sortedKeys(s.environment.Services) {
		service := s.environment.Services[key]
		if service.Existing != nil {
			s.targets[key] = tandem.NewExistingService(s.TerraformStack, jsii.String(key), service.existingConfig(s.environment))
			continue
		}
		config := service.config(key, s.environment)
		config.DependsOn = s.enabled(gcp.APIRun)
		config.IdentityConfig.DependsOn = s.enabled(gcp.APIIAM)
		s.targets[key] = tandem.NewService(s.TerraformStack, jsii.String(key), config)
	}
}

// addCalls lets services call each other, and others call them.
func (s *stack) addCalls() {
	for _, key := range sortedKeys(s.environment.Services) {
		service := s.environment.Services[key]
		for _, callee := range sortedKeys(service.Calls) {
			s.targets[key].(tandem.Service).Call(s.targets[callee], service.Calls[callee])
		}
		for _, invoker := range service.Invokers {
			s.targets[key].GrantInvoke(tandem.Member(literal(invoker)))
		}
	}
}

func (s *stack) addSchedules() {
	for _, key := range sortedKeys(s.environment.Schedules) {
		schedule := s.environment.Schedules[key]
		config := schedule.config(key, s.environment)
		config.Target = s.targets[*schedule.Calls]
		config.DependsOn = s.enabled(gcp.APIScheduler)
		config.IdentityConfig.DependsOn = s.enabled(gcp.APIIAM)
		tandem.NewSchedule(s.TerraformStack, jsii.String(key), config)
	}
}
