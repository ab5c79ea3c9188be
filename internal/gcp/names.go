package gcp

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"
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
	ProjectID = matches(`([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]`,
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
	EnvironmentName = matches(`[a-z][a-z0-9-]{0,62}`,
		"an environment name: lower-case letters, digits and hyphens, first a letter")

	// ConstructID is a key of the environment file, which becomes a construct's
	// id and a Terraform address.
	// https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers
	ConstructID = matches(`[A-Za-z_][A-Za-z0-9_-]{0,62}`,
		"a key that can be a Terraform address: letters, digits, underscores and hyphens, first no digit")

	// LabelKey and LabelValue are what labels are made of.
	// https://cloud.google.com/run/docs/configuring/services/labels
	LabelKey = matches(`[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{N}_-]{0,62}`,
		"a label key: 1 to 63 lower-case letters, digits, underscores and hyphens, first a letter")
	LabelValue = matches(`[\p{Ll}\p{Lo}\p{N}_-]{0,63}`,
		"a label value: at most 63 lower-case letters, digits, underscores and hyphens")

	// Image is a container image reference.
	// https://cloud.google.com/run/docs/deploying#images
	Image = matches(`[a-z0-9][a-z0-9._-]*(:[0-9]+)?(/[a-zA-Z0-9._-]+)*(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[a-f0-9]{64})?`,
		`a container image, as in "us-docker.pkg.dev/cloudrun/container/hello" with an optional :tag or @sha256:digest`)

	// Description is free text of a limited length, as service accounts and
	// jobs have it.
	// https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts
	Description = Rule{Allowed: "at most 256 bytes of text", holds: func(s string) bool { return len(s) <= 256 }}

	// DisplayName is the title of a service account.
	DisplayName = Rule{Allowed: "at most 100 bytes of text", holds: func(s string) bool { return len(s) <= 100 }}
)

// AccountIDFor makes an account id of a resource's name: the name itself where
// it fits, else a form of it that fits and stays the same for that name.
func AccountIDFor(name string) string {
	const shortest, longest, hashed = 6, 30, 6
	fitting := notInAccountID.ReplaceAllString(strings.ToLower(name), "-")
	fitting = strings.Trim(strings.TrimLeft(fitting, "0123456789-"), "-")
	if fitting == name && len(name) <= longest {
		if len(name) < shortest {
			return name + "-identity"
		}
		return name
	}
	sum := sha256.Sum256([]byte(name))
	digest := hex.EncodeToString(sum[:])[:hashed]
	if fitting == "" {
		fitting = "identity"
	}
	stem := fitting[:min(len(fitting), longest-hashed-1)]
	return strings.TrimRight(stem, "-") + "-" + digest
}

var notInAccountID = regexp.MustCompile(`[^a-z0-9-]+`)

// ScheduleAccountIDFor makes the id of the account that a job of the given name
// calls as. The ending keeps it apart from a service's of the same name.
func ScheduleAccountIDFor(job string) string {
	if strings.HasSuffix(job, "-schedule") || strings.HasSuffix(job, "-scheduler") {
		return AccountIDFor(job)
	}
	return AccountIDFor(job + "-schedule")
}
