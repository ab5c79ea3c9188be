package gcp

import "strings"

// reservedEnv are set by Cloud Run itself.
//
// https://cloud.google.com/run/docs/container-contract#services-env-vars
var reservedEnv = []string{"PORT", "K_SERVICE", "K_REVISION", "K_CONFIGURATION"}

// MaxEnvValue is the longest value of an environment variable, in bytes.
//
// https://cloud.google.com/run/docs/configuring/services/environment-variables
const MaxEnvValue = 32768

// EnvName is the name of a container's environment variable.
//
// https://cloud.google.com/run/docs/configuring/services/environment-variables
var EnvName = Rule{
	Allowed: `letters, digits, underscores, dots and hyphens, first no digit; not ` + strings.Join(reservedEnv, ", "),
	holds: func(given string) bool {
		for _, reserved := range reservedEnv {
			if given == reserved {
				return false
			}
		}
		return envForm.holds(given)
	},
	remedy: func(given string) string {
		for _, reserved := range reservedEnv {
			if given == reserved {
				return "Cloud Run sets " + reserved + " itself: choose another name"
			}
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
