package gcp

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxURI is the longest target of a Cloud Scheduler job, in characters.
//
// https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs#HttpTarget
const maxURI = 2083

// Audience is the aud claim that a caller asks its ID token for: the service's
// URL, also for the URLs of traffic tags, or a custom audience. A query in it
// is refused by Cloud Run.
//
// https://cloud.google.com/run/docs/authenticating/service-to-service
var Audience = Rule{
	Allowed: `the https URL of the service without query or fragment, as in "https://service.example.com"`,
	holds: func(given string) bool {
		parsed, err := url.Parse(given)
		return err == nil && strings.HasPrefix(given, "https://") && parsed.Hostname() != "" && parsed.User == nil &&
			!strings.ContainsAny(given, "?#") && visible(given)
	},
	remedy: func(given string) string {
		if bare := given[:max(0, strings.IndexAny(given, "?#"))]; bare != "" {
			return "leave out what follows " + quote(bare)
		}
		return ""
	},
}

// visible reports whether a text holds neither spaces nor control characters.
func visible(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
}

// CheckAudience returns a *Violation unless a service with these custom
// audiences may accept a token for the audience. The service's own URL is given
// by Google, so every run.app URL passes.
func CheckAudience(audience string, custom []string) error {
	if err := Audience.Check(audience); err != nil {
		return err
	}
	parsed, err := url.Parse(audience)
	if err == nil && strings.HasSuffix(parsed.Hostname(), ".run.app") || slices.Contains(custom, audience) {
		return nil
	}
	return &Violation{
		Given:   audience,
		Allowed: "the URL of the service, or one of its custom_audiences",
		Remedy:  "leave it out, or add it to the service's custom_audiences",
	}
}

// longestPath is what a path may have of maxURI: 183 characters are left for
// the service's URL, whose longest parts are a name of 49 and a region of 23.
const longestPath = maxURI - 183

// Path is the part of a target's URL behind the service's own. A query may
// follow it.
var Path = Rule{
	Allowed: `a path that begins with a slash, as in "/tasks/allocation", at most 1,900 characters`,
	holds: func(given string) bool {
		_, err := url.Parse(given)
		return err == nil && strings.HasPrefix(given, "/") && !strings.HasPrefix(given, "//") &&
			!strings.Contains(given, "#") && visible(given) && utf8.RuneCountInString(given) <= longestPath
	},
}

// HTTPMethod is what a Cloud Scheduler job may send.
//
// https://cloud.google.com/scheduler/docs/reference/rest/v1/HttpMethod
var HTTPMethod = OneOf("POST", "GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS")

// MethodsWithBody are those that Cloud Scheduler sends a body with.
//
// https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs#HttpTarget
var MethodsWithBody = OneOf("POST", "PUT", "PATCH")
