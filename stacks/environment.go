package stacks

import "github.com/tandem-iac/tandem/internal/strictyaml"

// Environment is one environment: services on Google Cloud, who may call them,
// and where. Keys use Terraform's and Google's own names.
type Environment struct {
	name     string
	file     string
	document *strictyaml.Document

	// Project is the id of the Google Cloud project that everything is made in.
	Project *string `yaml:"project" jsonschema:"required"`
	// Region is the default place of everything below, as in us-central1.
	Region *string `yaml:"region" jsonschema:"required"`
	// Labels of every service.
	Labels map[string]*string `yaml:"labels"`
	// DeletionProtection keeps Terraform from destroying services. Default: true.
	DeletionProtection *bool `yaml:"deletion_protection"`
	// EnableAPIs enables the Google APIs that are used. Default: true.
	EnableAPIs *bool `yaml:"enable_apis"`
	// Backend keeps the Terraform state. Default: a local file under .state.
	Backend *Backend `yaml:"backend"`
	// Services by key. A key is the service's Terraform address: keep it stable.
	Services map[string]*Service `yaml:"services"`
	// Schedules by key. A key is the job's Terraform address: keep it stable.
	Schedules map[string]*Schedule `yaml:"schedules"`
}

// Service is a Cloud Run service: one to be made, or with existing one that is
// managed elsewhere and only called from here.
type Service struct {
	// Existing is the name of a service that is managed elsewhere. Only region
	// and service_account can be given besides.
	Existing *string `yaml:"existing"`
	// Name of the service. Default: the key.
	Name *string `yaml:"name"`
	// Image is the container to run. Required unless existing is given.
	Image *string `yaml:"image"`
	// Description is free text.
	Description *string `yaml:"description"`
	// Region of the service. Default: the environment's.
	Region *string `yaml:"region"`
	// Access is private, which lets in who is granted, or public, which lets in
	// everybody. Default: private.
	Access *string `yaml:"access" jsonschema:"enum=private,enum=public"`
	// Calls are the services that this one may call: their keys, and the
	// environment variable that receives each one's URL.
	Calls map[string]*string `yaml:"calls"`
	// Invokers are members that may call this service besides the services and
	// schedules of this file, as in group:oncall@example.com.
	Invokers []*string `yaml:"invokers"`
	// Env are environment variables of the container.
	Env map[string]*string `yaml:"env"`
	// Timeout of a request, 1s to 3600s. Default: 300s.
	Timeout *string `yaml:"timeout"`
	// MinInstances are kept running. Default: 0.
	MinInstances *float64 `yaml:"min_instances"`
	// MaxInstances are run at the most. Default: Google's.
	MaxInstances *float64 `yaml:"max_instances"`
	// CustomAudiences are accepted in callers' tokens besides the service's URL.
	CustomAudiences []*string `yaml:"custom_audiences"`
	// Labels of the service, besides the environment's.
	Labels map[string]*string `yaml:"labels"`
	// DeletionProtection of this service. Default: the environment's.
	DeletionProtection *bool `yaml:"deletion_protection"`
	// Identity describes the service account that is made for the service.
	// Default: one named after it.
	Identity *Identity `yaml:"identity"`
	// ServiceAccount is the email of an existing account to run as. With
	// existing: the account that the service is expected to run as.
	ServiceAccount *string `yaml:"service_account"`
}

// Identity describes a service account that is made here.
type Identity struct {
	// AccountID is the part of the email before the @.
	AccountID *string `yaml:"account_id"`
	// DisplayName is the account's title. Default: the account_id.
	DisplayName *string `yaml:"display_name"`
	// Description says what the account is for.
	Description *string `yaml:"description"`
}

// Schedule is a Cloud Scheduler job that calls a service with an ID token.
type Schedule struct {
	// Calls is the key of the service to call.
	Calls *string `yaml:"calls" jsonschema:"required"`
	// Schedule is five cron fields: minute, hour, day of month, month, day of
	// week.
	Schedule *string `yaml:"schedule" jsonschema:"required"`
	// TimeZone is a name of the tz database. Default: Etc/UTC.
	TimeZone *string `yaml:"time_zone"`
	// Name of the job. Default: the key.
	Name *string `yaml:"name"`
	// Region of the job. Default: the service's.
	Region *string `yaml:"region"`
	// Description of the job.
	Description *string `yaml:"description"`
	// Path is added to the service's URL, as in /tasks/allocation.
	Path *string `yaml:"path"`
	// HTTPMethod of the call. Default: POST.
	HTTPMethod *string `yaml:"http_method" jsonschema:"enum=POST,enum=GET,enum=HEAD,enum=PUT,enum=DELETE,enum=PATCH,enum=OPTIONS"`
	// Headers of the call.
	Headers map[string]*string `yaml:"headers"`
	// Body of the call, only with POST, PUT and PATCH.
	Body *string `yaml:"body"`
	// Audience of the job's ID token. Default: the service's URL.
	Audience *string `yaml:"audience"`
	// AttemptDeadline is how long to wait for an answer, 15s to 1800s and not
	// above the service's timeout. Default: 180s.
	AttemptDeadline *string `yaml:"attempt_deadline"`
	// RetryConfig says how a failed call is tried again. Default: it is not.
	RetryConfig *RetryConfig `yaml:"retry_config"`
	// Paused keeps the job from running. Default: false.
	Paused *bool `yaml:"paused"`
	// Identity describes the service account that is made for the job. Default:
	// one named after it.
	Identity *Identity `yaml:"identity"`
	// ServiceAccount is the email of an existing account to call as.
	ServiceAccount *string `yaml:"service_account"`
}

// RetryConfig says how a failed call is tried again.
type RetryConfig struct {
	// RetryCount is how often, 0 to 5. Default: 0.
	RetryCount *float64 `yaml:"retry_count"`
	// MaxRetryDuration bounds the time of all tries; 0s is no limit. Default: 0s.
	MaxRetryDuration *string `yaml:"max_retry_duration"`
	// MinBackoffDuration is the wait before the first retry. Default: 5s.
	MinBackoffDuration *string `yaml:"min_backoff_duration"`
	// MaxBackoffDuration is the longest wait. Default: 3600s.
	MaxBackoffDuration *string `yaml:"max_backoff_duration"`
	// MaxDoublings is how often the wait doubles. Default: 5.
	MaxDoublings *float64 `yaml:"max_doublings"`
}

// Name returns the environment's name, which is its stack's.
func (e *Environment) Name() string { return e.name }
