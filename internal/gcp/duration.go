package gcp

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

var durationForm = regexp.MustCompile(`^[0-9]{1,9}(?:\.[0-9]{1,9})?s$`)

// ParseDuration reads a duration as Google's APIs write it: seconds with an
// "s" behind, as in "60s" or "3.5s".
//
// https://protobuf.dev/reference/protobuf/google.protobuf/#duration
func ParseDuration(text string) (time.Duration, bool) {
	if !durationForm.MatchString(text) {
		return 0, false
	}
	value, err := time.ParseDuration(text)
	return value, err == nil
}

// FormatDuration writes a duration as Google's APIs do.
func FormatDuration(d time.Duration) string {
	text := fmt.Sprintf("%d.%09d", d/time.Second, d%time.Second)
	return strings.TrimRight(strings.TrimRight(text, "0"), ".") + "s"
}

// DurationRange is an inclusive range of durations. With Max 0 it has no upper
// end.
type DurationRange struct {
	Min, Max time.Duration
	whole    bool // no fractions of a second
}

// Limits on durations, with their source pages.
var (
	// RequestTimeout of a Cloud Run service; 300s where none is given.
	// https://cloud.google.com/run/docs/configuring/request-timeout
	RequestTimeout = DurationRange{Min: time.Second, Max: time.Hour, whole: true}

	// AttemptDeadline of a Cloud Scheduler job with an HTTP target; 180s where
	// none is given.
	// https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs#Job
	AttemptDeadline = DurationRange{Min: 15 * time.Second, Max: 30 * time.Minute}

	// RetryDuration bounds the durations of a job's retry_config. The page
	// names no longest one.
	// https://cloud.google.com/scheduler/docs/configuring/retry-jobs
	RetryDuration = DurationRange{}
)

// Defaults where a duration is left out.
const (
	DefaultRequestTimeout  = 300 * time.Second
	DefaultAttemptDeadline = 180 * time.Second
	DefaultMinBackoff      = 5 * time.Second
	DefaultMaxBackoff      = time.Hour
)

// Limits on counts.
var (
	// RetryCount of a Cloud Scheduler job.
	// https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs#RetryConfig
	RetryCount = Range{Min: 0, Max: 5, Unit: "retries"}

	// MaxDoublings of a Cloud Scheduler job; 5 where none is given. The page
	// names no highest value: the upper end is the API's int32.
	// https://cloud.google.com/scheduler/docs/configuring/retry-jobs
	MaxDoublings = Range{Min: 0, Max: 1<<31 - 1, Unit: "doublings"}

	// MinInstances and MaxInstances of a Cloud Run service. The upper ends are
	// the API's int32; what a project may really start is its quota.
	// https://cloud.google.com/run/docs/configuring/min-instances
	MinInstances = Range{Min: 0, Max: 1<<31 - 1, Unit: "instances"}
	MaxInstances = Range{Min: 1, Max: 1<<31 - 1, Unit: "instances"}
)

// Check returns a *Violation unless text is a duration within the range.
func (r DurationRange) Check(text string) error {
	value, ok := ParseDuration(text)
	if ok && value >= r.Min && (r.Max == 0 || value <= r.Max) && (!r.whole || value%time.Second == 0) {
		return nil
	}
	return &Violation{Given: text, Allowed: r.allowed()}
}

func (r DurationRange) allowed() string {
	allowed := "seconds with an s behind, from " + FormatDuration(r.Min)
	if r.whole {
		allowed = "whole " + allowed
	}
	if r.Max == 0 {
		return allowed + " up"
	}
	return allowed + " to " + FormatDuration(r.Max)
}

// CheckDeadline compares the attempt deadline of a job with the request
// timeout of the service it calls. A deadline above the timeout makes Cloud
// Scheduler wait for an answer that Cloud Run has already given up on.
// Either may be "", which stands for Google's default. What is no duration is
// not compared: its own rule says so.
//
// https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs#Job
func CheckDeadline(deadline, timeout string) error {
	attempt, known := durationOr(deadline, DefaultAttemptDeadline)
	limit, limited := durationOr(timeout, DefaultRequestTimeout)
	if !known || !limited || attempt <= limit {
		return nil
	}
	given := FormatDuration(attempt)
	if deadline == "" {
		given += " (the default)"
	}
	return &Violation{
		Given:   given,
		Allowed: fmt.Sprintf("at most the %s timeout of the service it calls", FormatDuration(limit)),
		Remedy:  "lower attempt_deadline or raise the service's timeout",
	}
}

// durationOr reads a duration; "" stands for the fallback.
func durationOr(text string, fallback time.Duration) (time.Duration, bool) {
	if text == "" {
		return fallback, true
	}
	return ParseDuration(text)
}
