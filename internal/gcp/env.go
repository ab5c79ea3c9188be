package gcp

import (
	"slices"
	"strings"
)

// reservedEnv are set by Cloud Run itself.
//
// https://cloud.google.com/run/docs/container-contract#services-env-vars
var reservedEnv = []string{"PORT", "K_SERVICE", "K_REVISION", "K_CONFIGURATION"}

// reservedEnvPrefix begins the names that Google keeps for itself.
//
// https://cloud.google.com/run/docs/configuring/services/overview-environment-variables
const reservedEnvPrefix = "X_GOOGLE_"

// Limits of a container's environment: how many variables, and how many bytes a
// value may have.
//
// https://cloud.google.com/run/quotas
const (
	MaxEnv      = 1000
	MaxEnvValue = 32768
)

// EnvName is the name of a container's environment variable.
//
// https://cloud.google.com/run/docs/configuring/services/environment-variables
var EnvName = Rule{
	Allowed: `letters, digits, underscores, dots and hyphens, first no digit; not ` +
		strings.Join(reservedEnv, ", ") + ` or ` + reservedEnvPrefix + `…`,
	holds: func(given string) bool {
		return envForm.holds(given) && !slices.Contains(reservedEnv, given) && !strings.HasPrefix(given, reservedEnvPrefix)
	},
	remedy: func(given string) string {
		switch {
		case slices.Contains(reservedEnv, given):
			return "Cloud Run sets " + given + " itself: choose another name"
		case strings.HasPrefix(given, reservedEnvPrefix):
			return "names with this beginning are Google's: choose another name"
		}
		return ""
	},
}

var envForm = matches(`[A-Za-z_][A-Za-z0-9_.-]*`, "")

// EnvValue is the value of a container's environment variable.
var EnvValue = Rule{
	Allowed: "at most 32,768 bytes of text",
	holds:   func(given string) bool { return len(given) <= MaxEnvValue },
}
