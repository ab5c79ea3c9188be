package gcp

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

var durationForm = regexp.MustCompile(`^([0-9]{1,9}(?:\.[0-9]{1,9})?)s$`)

// ParseDuration reads a duration as Google's APIs write it: seconds with an
// "s" behind, as in "60s" or "3.5s".
//
// https://protobuf.dev/reference/protobuf/google.protobuf/#duration
func ParseDuration(text string) (time.Duration, bool) {
	match := durationForm.FindStringSubmatch(text)
	if match == nil {
		return 0, false
	}
	seconds, err := strconv.ParseFloat(match[1], 64)
	if err != nil {
		return 0, false
	}
	return time.Duration(seconds * float64(time.Second)), true
}

// seconds writes a duration as Google's APIs do.
func seconds(d time.Duration) string {
	return strconv.FormatFloat(d.Seconds(), 'f', -1, 64) + "s"
}

// DurationRange is an inclusive range of durations.
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

	// RetryDuration bounds the durations of a job's retry_config.
	// https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs#RetryConfig
	RetryDuration = DurationRange{Min: 0, Max: 24 * time.Hour}
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
	// names no highest value; more than 16 doublings of the least back-off pass
	// the longest one.
	MaxDoublings = Range{Min: 0, Max: 16, Unit: "doublings"}

	// MinInstances and MaxInstances of a Cloud Run service. The upper ends are
	// of the API's int32; what a project may really start is its quota.
	// https://cloud.google.com/run/docs/configuring/min-instances
	MinInstances = Range{Min: 0, Max: 1<<31 - 1, Unit: "instances"}
	MaxInstances = Range{Min: 1, Max: 1<<31 - 1, Unit: "instances"}
)

// Check returns a *Violation unless text is a duration within the range.
func (r DurationRange) Check(text string) error {
	value, ok := ParseDuration(text)
	if ok && value >= r.Min && value <= r.Max && (!r.whole || value%time.Second == 0) {
		return nil
	}
	unit := "seconds"
	if r.whole {
		unit = "whole seconds"
	}
	return &Violation{
		Given:   text,
		Allowed: fmt.Sprintf("%s with an s behind, from %s to %s", unit, seconds(r.Min), seconds(r.Max)),
	}
}

// CheckDeadline compares the attempt deadline of a job with the request
// timeout of the service it calls. A deadline above the timeout makes Cloud
// Scheduler wait for an answer that Cloud Run has already given up on.
// Either may be "", which stands for Google's default.
//
// https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs#Job
func CheckDeadline(deadline, timeout string) error {
	attempt, limit := DefaultAttemptDeadline, DefaultRequestTimeout
	if value, ok := ParseDuration(deadline); ok {
		attempt = value
	}
	if value, ok := ParseDuration(timeout); ok {
		limit = value
	}
	if attempt <= limit {
		return nil
	}
	given := seconds(attempt)
	if deadline == "" {
		given += " (the default)"
	}
	return &Violation{
		Given:   given,
		Allowed: fmt.Sprintf("at most the %s timeout of the service it calls", seconds(limit)),
		Remedy:  "lower attempt_deadline or raise the service's timeout",
	}
}
