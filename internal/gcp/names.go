package gcp

import (
	"fmt"
	"regexp"
	"slices"
	"unicode/utf8"
)

// matches makes a rule of a regular expression.
func matches(expression, allowed string) Rule {
	compiled := regexp.MustCompile(`^(?:` + expression + `)$`)
	return Rule{Allowed: allowed, holds: compiled.MatchString}
}

// Rules of names. The expressions follow Google's reference pages and, where
// they are stricter, the google provider's validators.
var (
	// ProjectID is a project's id, with the optional domain of old projects.
	// https://cloud.google.com/resource-manager/docs/creating-managing-projects
	ProjectID = matches(`([a-z0-9-]+(\.[a-z0-9-]+)+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]`,
		"a project id: 6 to 30 lower-case letters, digits and hyphens, first a letter, last no hyphen")

	// ServiceName is a Cloud Run service's name.
	// https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services/create
	ServiceName = matches(`[a-z]([a-z0-9-]{0,47}[a-z0-9])?`,
		"a service name: at most 49 lower-case letters, digits and hyphens, first a letter, last no hyphen")

	// AccountID is the part of a service account's email before the @.
	// https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts/create
	AccountID = matches(`[a-z][a-z0-9-]{4,28}[a-z0-9]`,
		"an account id: 6 to 30 lower-case letters, digits and hyphens, first a letter, last no hyphen")

	// JobName is a Cloud Scheduler job's id.
	// https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs#Job
	JobName = matches(`[A-Za-z0-9_-]{1,500}`,
		"a job name: 1 to 500 letters, digits, underscores and hyphens")

	// EnvironmentName is the base name of an environment file. It becomes a
	// folder, a Terraform state's name and part of construct paths.
	EnvironmentName = unreserved(matches(`[a-z][a-z0-9-]{0,62}`,
		"an environment name: at most 63 lower-case letters, digits and hyphens, first a letter"))

	// ConstructID is a key of the environment file, which becomes a construct's
	// id and a Terraform address.
	// https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers
	ConstructID = unreserved(matches(`[A-Za-z_][A-Za-z0-9_-]{0,62}`,
		"a key that can be a Terraform address: at most 63 letters, digits, underscores and hyphens, first no digit"))

	// LabelKey and LabelValue are what labels are made of.
	// https://cloud.google.com/run/docs/configuring/services/labels
	LabelKey = matches(`[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{N}_-]{0,62}`,
		"a label key: 1 to 63 lower-case letters, digits, underscores and hyphens, first a letter")
	LabelValue = matches(`[\p{Ll}\p{Lo}\p{N}_-]{0,63}`,
		"a label value: at most 63 lower-case letters, digits, underscores and hyphens")

	// Image is a container image reference.
	// https://cloud.google.com/run/docs/deploying#images
	// https://github.com/distribution/reference/blob/main/reference.go
	Image = matches(`(`+imageHost+`/)?`+imagePart+`(/`+imagePart+`)*(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[a-f0-9]{64})?`,
		`a container image, as in "us-docker.pkg.dev/cloudrun/container/hello" with an optional :tag or @sha256:digest`)

	// Description and DisplayName are those of a service account.
	// https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts
	Description = Rule{Allowed: "at most 256 bytes of text", holds: func(s string) bool { return len(s) <= 256 }}
	DisplayName = Rule{Allowed: "at most 100 bytes of text", holds: func(s string) bool { return len(s) <= 100 }}

	// ServiceDescription is that of a Cloud Run service.
	// https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services
	ServiceDescription = characters(512)

	// JobDescription is that of a Cloud Scheduler job.
	// https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs#Job
	JobDescription = characters(500)
)

const (
	imageHost = `[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*(:[0-9]+)?`
	imagePart = `[a-z0-9]+((\.|__?|-+)[a-z0-9]+)*`
)

// characters accepts text up to a number of characters.
func characters(most int) Rule {
	return Rule{
		Allowed: fmt.Sprintf("at most %d characters of text", most),
		holds:   func(s string) bool { return utf8.RuneCountInString(s) <= most },
	}
}

// reservedIDs cannot be a construct's id: CDKTF leaves "Default" out of
// addresses, and takes the properties that every JavaScript object has for
// constructs that exist already.
//
// https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/Object
var reservedIDs = []string{
	"Default",
	"__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__", "__proto__",
	"constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable",
	"toLocaleString", "toString", "valueOf",
}

// unreserved is a rule without the reserved ids.
func unreserved(rule Rule) Rule {
	form := rule.holds
	rule.holds = func(given string) bool { return form(given) && !slices.Contains(reservedIDs, given) }
	rule.remedy = func(given string) string {
		if slices.Contains(reservedIDs, given) {
			return "CDKTF keeps this one for itself: choose another"
		}
		return ""
	}
	return rule
}
