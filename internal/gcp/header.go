package gcp

import (
	"regexp"
	"strings"
)

// HeaderName is a header that a Cloud Scheduler job may send. The job's own are
// refused: Cloud Scheduler computes or overwrites them, and the provider fails
// on some.
//
// https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs#HttpTarget
var HeaderName = Rule{
	Allowed: "a header name that Cloud Scheduler does not set itself, as in Content-Type",
	holds: func(given string) bool {
		return headerForm.MatchString(given) && ownHeader(given) == ""
	},
	remedy: ownHeader,
}

var headerForm = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+.^_`|~-]+$")

// ownHeader says why a header cannot be given, or "".
func ownHeader(name string) string {
	name = strings.ToLower(name)
	for _, own := range []struct{ prefix, remedy string }{
		{"content-length", "it is computed: leave it out"},
		{"authorization", "the job's ID token is sent in it: leave it out"},
		{"x-google-", "headers with this beginning are Google's: choose another name"},
		{"x-appengine-", "headers with this beginning are Google's: choose another name"},
		{"x-cloudscheduler", "headers with this beginning are Cloud Scheduler's: choose another name"},
	} {
		if name == own.prefix || strings.HasPrefix(name, own.prefix) && strings.HasPrefix(own.prefix, "x-") {
			return own.remedy
		}
	}
	return ""
}

// HeaderValue is the value of a header: text on one line.
//
// https://www.rfc-editor.org/rfc/rfc9110.html#name-field-values
var HeaderValue = matches(`[^\x00-\x08\x0a-\x1f\x7f]*`, "text on one line")
