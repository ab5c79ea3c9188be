package constructs

import (
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdktf/cdktf-provider-google-go/google/v16/cloudschedulerjob"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/tandem-iac/tandem/internal/gcp"
)

// RetryConfig says how a failed call is tried again. With RetryCount 0 and no
// MaxRetryDuration it is not.
//
// https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs#RetryConfig
type RetryConfig struct {
	// RetryCount is how often, 0 to 5. Default: Google's, 0.
	RetryCount *float64
	// MaxRetryDuration bounds the time of all tries, as in "3600s"; "0s" is no
	// limit. Default: Google's, "0s".
	MaxRetryDuration *string
	// MinBackoffDuration is the wait before the first retry. Default: Google's,
	// "5s".
	MinBackoffDuration *string
	// MaxBackoffDuration is the longest wait. Default: Google's, "3600s".
	MaxBackoffDuration *string
	// MaxDoublings is how often the wait doubles before it grows linearly.
	// Default: Google's, 5.
	MaxDoublings *float64
}

func (c *RetryConfig) check(p *problems) {
	p.number("retry_config.retry_count", c.RetryCount, gcp.RetryCount)
	p.duration("retry_config.max_retry_duration", c.MaxRetryDuration, gcp.RetryDuration)
	p.duration("retry_config.min_backoff_duration", c.MinBackoffDuration, gcp.RetryDuration)
	p.duration("retry_config.max_backoff_duration", c.MaxBackoffDuration, gcp.RetryDuration)
	p.number("retry_config.max_doublings", c.MaxDoublings, gcp.MaxDoublings)
	least, leastKnown := backoff(c.MinBackoffDuration, gcp.DefaultMinBackoff)
	most, mostKnown := backoff(c.MaxBackoffDuration, gcp.DefaultMaxBackoff)
	if leastKnown && mostKnown && least > most {
		p.add("retry_config.min_backoff_duration", &gcp.Violation{
			Given:   gcp.FormatDuration(least),
			Allowed: "at most the max_backoff_duration, " + gcp.FormatDuration(most),
		})
	}
}

// backoff is a duration and whether it is known and sound.
func backoff(given *string, fallback time.Duration) (time.Duration, bool) {
	if given == nil {
		return fallback, true
	}
	text, _ := literal(given)
	return gcp.ParseDuration(text)
}

// ScheduleConfig describes a Cloud Scheduler job that calls a target.
type ScheduleConfig struct {
	// Target is what is called. Required.
	Target Target
	// Schedule is five cron fields, as in "*/5 * * * *". Required.
	Schedule *string
	// TimeZone is a name of the tz database. Default: "Etc/UTC".
	TimeZone *string
	// Name of the job. Default: the construct's id.
	Name *string
	// Region of the job. Default: the target's. Not every region of Cloud Run
	// has Cloud Scheduler.
	Region *string
	// Project has the job and its account. Default: the target's.
	Project *string
	// Description of the job.
	Description *string
	// Path is added to the target's URL. Default: none.
	Path *string
	// HttpMethod of the call. Default: "POST".
	HttpMethod *string
	// Headers of the call.
	Headers *map[string]*string
	// Body of the call, as text; only with POST, PUT and PATCH.
	Body *string
	// Audience of the job's ID token. Default: the target's, which is its URL
	// without the path.
	Audience *string
	// AttemptDeadline is how long to wait for an answer, "15s" to "1800s" and
	// not above the target's timeout. Default: Google's, "180s".
	AttemptDeadline *string
	// RetryConfig says how a failed call is tried again. Default: it is not.
	RetryConfig *RetryConfig
	// Paused keeps the job from running. Default: false.
	Paused *bool
	// Identity is what the job calls as. Default: an account of its own, made
	// as IdentityConfig says.
	Identity Identity
	// IdentityConfig describes the account that is made for the job, or names
	// one to adopt. Default: an account named after the job.
	IdentityConfig *IdentityConfig
	// DependsOn are created first, such as the Cloud Scheduler API being
	// enabled.
	DependsOn *[]cdktf.ITerraformDependable
}

// Validate returns what is wrong with the config by itself, nil when nothing
// is. What depends on the target is checked by NewSchedule.
func (c *ScheduleConfig) Validate() []Problem {
	var p problems
	p.required("schedule", c.Schedule, gcp.Schedule)
	p.text("time_zone", c.TimeZone, gcp.TimeZone)
	p.text("name", c.Name, gcp.JobName)
	p.text("region", c.Region, gcp.Region)
	p.text("project", c.Project, gcp.ProjectID)
	p.text("description", c.Description, gcp.JobDescription)
	p.text("path", c.Path, gcp.Path)
	p.text("http_method", c.HttpMethod, gcp.HTTPMethod)
	p.texts("headers", c.Headers, gcp.HeaderName, gcp.HeaderValue)
	p.text("audience", c.Audience, gcp.Audience)
	p.duration("attempt_deadline", c.AttemptDeadline, gcp.AttemptDeadline)
	if c.RetryConfig != nil {
		c.RetryConfig.check(&p)
	}
	if method, known := literal(c.HttpMethod); c.Body != nil && known && gcp.HTTPMethod.Check(method) == nil && gcp.MethodsWithBody.Check(method) != nil {
		p.add("body", fmt.Errorf("given with http_method %s; allowed: a body with %s; change http_method or leave the body out", method, gcp.MethodsWithBody.Allowed))
	}
	if c.Identity != nil && c.IdentityConfig != nil {
		p.add("identity", errOneIdentity)
	}
	return p
}

// Schedule is a Cloud Scheduler job that calls a target with an ID token of an
// identity of its own.
//
// https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/cloud_scheduler_job
type Schedule interface {
	constructs.Construct
	// Identity returns what the job calls as.
	Identity() Identity
	// Resource returns the google_cloud_scheduler_job.
	Resource() cloudschedulerjob.CloudSchedulerJob
}

type schedule struct {
	constructs.Construct
	identity Identity
	resource cloudschedulerjob.CloudSchedulerJob
}

// NewSchedule makes a job that calls config.Target, and lets its identity in
// there.
func NewSchedule(scope constructs.Construct, id *string, config *ScheduleConfig) Schedule {
	filled := ScheduleConfig{}
	if config != nil {
		filled = *config
	}
	filled.Name = or(filled.Name, value(id))
	config = &filled
	s := &schedule{}
	attach(s, scope, id)
	ledger := ledgerOf(s)
	ledger.report(s, config.Validate()...)
	if config.Target == nil {
		ledger.report(s, Problem{"target", errors.New("missing; allowed: a Target, such as a Service")})
		return s
	}
	ledger.report(s, config.againstTarget()...)

	project, region := config.Target.place()
	if config.Project != nil {
		project = config.Project
	}
	if config.Region != nil {
		region = config.Region
	}
	ledger.claim(s, "name", "job", config.Name, project, region)
	s.resource = cloudschedulerjob.NewCloudSchedulerJob(s, jsii.String("Default"), &cloudschedulerjob.CloudSchedulerJobConfig{
		Name:            config.Name,
		Project:         project,
		Region:          region,
		Description:     config.Description,
		Schedule:        config.Schedule,
		TimeZone:        or(config.TimeZone, "Etc/UTC"),
		AttemptDeadline: config.AttemptDeadline,
		// Left out, a job that was paused stays paused.
		Paused:    or(config.Paused, false),
		DependsOn: config.DependsOn,
	})
	s.identity = ownIdentity(s, ledger, config.Identity, config.IdentityConfig, ownAccount{
		id:        gcp.ScheduleAccountIDFor(literalOr(config.Name, id)),
		project:   project,
		dependsOn: config.DependsOn,
		logicalID: s.resource.FriendlyUniqueId(),
	})
	s.resource.PutHttpTarget(config.httpTarget(s.identity))
	if retry := config.RetryConfig; retry != nil {
		s.resource.PutRetryConfig(&cloudschedulerjob.CloudSchedulerJobRetryConfig{
			RetryCount:         retry.RetryCount,
			MaxRetryDuration:   retry.MaxRetryDuration,
			MinBackoffDuration: retry.MinBackoffDuration,
			MaxBackoffDuration: retry.MaxBackoffDuration,
			MaxDoublings:       retry.MaxDoublings,
		})
	}
	s.waitFor(config.Target.GrantInvoke(s.identity))
	return s
}

// waitFor makes the job wait for its own grant: a first run before that would
// be refused.
func (s *schedule) waitFor(grant cdktf.ITerraformDependable) {
	resource, ok := grant.(interface {
		TerraformResourceType() *string
		FriendlyUniqueId() *string
	})
	if !ok {
		return
	}
	addresses := []*string{}
	if given := s.resource.DependsOn(); given != nil {
		addresses = append(addresses, *given...)
	}
	addresses = append(addresses, jsii.String(*resource.TerraformResourceType()+"."+*resource.FriendlyUniqueId()))
	s.resource.SetDependsOn(&addresses)
}

// againstTarget returns what is wrong with the config for the target it has.
func (c *ScheduleConfig) againstTarget() []Problem {
	var p problems
	deadline, known := literal(c.AttemptDeadline)
	sound := c.AttemptDeadline == nil || known && gcp.AttemptDeadline.Check(deadline) == nil
	if timeout, known := c.Target.timeout(); sound && known {
		p.add("attempt_deadline", gcp.CheckDeadline(deadline, timeout))
	}
	if audience, known := literal(c.Audience); known && gcp.Audience.Check(audience) == nil {
		p.add("audience", c.Target.checkAudience(audience))
	}
	return p
}

// httpTarget is the call that the job makes.
func (c *ScheduleConfig) httpTarget(caller Identity) *cloudschedulerjob.CloudSchedulerJobHttpTarget {
	audience := c.Audience
	if audience == nil {
		audience = c.Target.Audience()
	}
	return &cloudschedulerjob.CloudSchedulerJobHttpTarget{
		Uri:        jsii.String(*c.Target.Url() + value(c.Path)),
		HttpMethod: or(c.HttpMethod, "POST"),
		Headers:    c.Headers,
		Body:       encodedBody(c.Body),
		OidcToken: &cloudschedulerjob.CloudSchedulerJobHttpTargetOidcToken{
			ServiceAccountEmail: caller.Email(),
			Audience:            audience,
		},
	}
}

// encodedBody is a body in base64, as the API takes it.
func encodedBody(body *string) *string {
	if body == nil {
		return nil
	}
	if text, known := literal(body); known {
		return jsii.String(base64.StdEncoding.EncodeToString([]byte(text)))
	}
	return cdktf.Fn_Base64encode(body)
}

func (s *schedule) Identity() Identity                            { return s.identity }
func (s *schedule) Resource() cloudschedulerjob.CloudSchedulerJob { return s.resource }
