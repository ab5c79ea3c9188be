package gcp

import "strings"

// Schedule is when a Cloud Scheduler job runs: unix-cron with five fields, or
// the English-like form of App Engine.
//
// https://cloud.google.com/scheduler/docs/configuring/cron-job-schedules
var Schedule = Rule{
	Allowed: `five cron fields (minute hour day-of-month month day-of-week), as in "*/5 * * * *", or "every 5 minutes"`,
	holds:   func(given string) bool { return isCron(given) || isEnglish(given) },
	remedy:  scheduleRemedy,
}

// scheduleRemedy knows the forms of other schedulers, and near misses of
// Google's own.
func scheduleRemedy(given string) string {
	fields := strings.Fields(given)
	switch {
	case strings.HasPrefix(given, "@"):
		return "Cloud Scheduler has no @ forms: write the five fields"
	case isEnglish(strings.ToLower(given)):
		return "write it in lower case"
	case len(fields) == 6 && isCron(strings.Join(fields[1:], " ")):
		return "Cloud Scheduler has no field for seconds: leave the first one out"
	case len(fields) == 5 && stepOfOne.MatchString(given):
		return `a step stands behind * or a range, as in "*/5" or "0-30/10"`
	case len(fields) > 0 && fields[0] == "every":
		return `the English-like form takes a number with hours, minutes or mins, or days with a time, as in "every 1 hours" or "every monday 09:00"`
	}
	return ""
}
