package gcp

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // the same zones on every machine

	"github.com/robfig/cron/v3"
)

// Schedule is when a Cloud Scheduler job runs: unix-cron with five fields, or
// the English-like form that App Engine had.
//
// https://cloud.google.com/scheduler/docs/configuring/cron-job-schedules
// https://cloud.google.com/appengine/docs/legacy/standard/python/config/cronref#schedule_format
var Schedule = Rule{
	Allowed: `five cron fields (minute hour day-of-month month day-of-week), as in "*/5 * * * *", or "every 5 minutes"`,
	holds:   func(given string) bool { return isCron(given) || isEnglish(given) },
	remedy: func(given string) string {
		switch fields := strings.Fields(given); {
		case len(fields) == 6 && strings.ContainsAny(fields[0], "0123456789*"):
			return "Cloud Scheduler has no field for seconds: leave the first one out"
		case strings.HasPrefix(given, "@"):
			return "Cloud Scheduler has no @ forms: write the five fields"
		}
		return ""
	},
}

var (
	cronParser = cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow)
	cronField  = regexp.MustCompile(`^[0-9A-Za-z*/,-]+$`)
)

// isCron accepts what unix-cron does; 0 and 7 are both Sunday.
func isCron(given string) bool {
	fields := strings.Fields(given)
	if len(fields) != 5 {
		return false
	}
	for _, field := range fields {
		if !cronField.MatchString(field) {
			return false
		}
	}
	dayOfWeek, ok := withoutSeven(fields[4])
	if !ok {
		return false
	}
	fields[4] = dayOfWeek
	_, err := cronParser.Parse(strings.Join(fields, " "))
	return err == nil
}

// withoutSeven rewrites a day-of-week field so that Sunday is 0 throughout:
// the parser knows 0 to 6 only. It reports false for a range that runs
// backwards.
func withoutSeven(field string) (string, bool) {
	parts := strings.Split(field, ",")
	for i, part := range parts {
		span, step, stepped := strings.Cut(part, "/")
		low, high, ranged := strings.Cut(span, "-")
		switch {
		case !ranged && span == "7":
			parts[i] = "0"
			if stepped {
				parts[i] += "/" + step
			}
		case ranged && (high == "7" || strings.EqualFold(high, "sun")):
			first, ok := weekday(low)
			if !ok {
				return "", false
			}
			every := 1
			if stepped {
				value, err := strconv.Atoi(step)
				if err != nil || value < 1 {
					return "", false
				}
				every = value
			}
			var days []string
			for day := first; day <= 7; day += every {
				days = append(days, strconv.Itoa(day%7))
			}
			parts[i] = strings.Join(days, ",")
		}
	}
	return strings.Join(parts, ","), true
}

// weekday is a day's number, from 0 to 7, of its digit or three-letter name.
func weekday(name string) (int, bool) {
	if len(name) == 1 && name[0] >= '0' && name[0] <= '7' {
		return int(name[0] - '0'), true
	}
	for day := time.Sunday; day <= time.Saturday; day++ {
		if strings.EqualFold(name, day.String()[:3]) {
			return int(day), true
		}
	}
	return 0, false
}

// The English-like form, one expression a line.
const (
	clock    = `([01]?[0-9]|2[0-3]):[0-5][0-9]`
	dayNames = `(sun|mon|tue|wed|thu|fri|sat|sunday|monday|tuesday|wednesday|thursday|friday|saturday)`
	months   = `(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december)`
	ordinals = `(every|[1-9]|[12][0-9]|3[01]|[1-9](st|nd|rd|th)|[12][0-9](st|nd|rd|th)|3[01](st|nd|rd|th)|first|second|third|fourth|fifth)`
)

var english = regexp.MustCompile(`^(?:` + strings.Join([]string{
	`every [1-9][0-9]{0,4} (?:hours?|mins?|minutes?)(?: from ` + clock + ` to ` + clock + `| synchronized)?`,
	`every (?:hour|minute)`,
	`every day(?: ` + clock + `)?`,
	ordinals + `(?:,` + ordinals + `)*(?: (?:day|` + dayNames + `(?:,` + dayNames + `)*))?(?: of (?:month|quarter|` + months + `(?:,` + months + `)*))?(?: ` + clock + `)`,
}, "|") + `)$`)

func isEnglish(given string) bool {
	return english.MatchString(strings.ToLower(given))
}

// TimeZone is a name of the tz database.
//
// https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs#Job
var TimeZone = Rule{
	Allowed: `a name of the tz database, as in "Etc/UTC" or "Australia/Sydney"`,
	holds: func(given string) bool {
		if given == "" || given == "Local" || !timeZoneForm.MatchString(given) {
			return false
		}
		_, err := time.LoadLocation(given)
		return err == nil
	},
	remedy: func(given string) string {
		for _, zone := range commonTimeZones {
			if _, city, ok := strings.Cut(zone, "/"); ok && strings.EqualFold(city, strings.ReplaceAll(given, " ", "_")) {
				return "did you mean " + strconv.Quote(zone) + "?"
			}
		}
		return DidYouMean(given, commonTimeZones)
	},
}

var timeZoneForm = regexp.MustCompile(`^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*$`)

// commonTimeZones are suggested when a name is close to one of them; any zone
// of the database is accepted.
var commonTimeZones = []string{
	"Etc/UTC", "UTC",
	"Africa/Cairo", "Africa/Johannesburg", "Africa/Lagos", "Africa/Nairobi",
	"America/Argentina/Buenos_Aires", "America/Bogota", "America/Chicago", "America/Denver", "America/Halifax",
	"America/Los_Angeles", "America/Mexico_City", "America/New_York", "America/Santiago", "America/Sao_Paulo",
	"America/Toronto", "America/Vancouver",
	"Asia/Bangkok", "Asia/Dubai", "Asia/Hong_Kong", "Asia/Jakarta", "Asia/Jerusalem", "Asia/Karachi",
	"Asia/Kolkata", "Asia/Manila", "Asia/Seoul", "Asia/Shanghai", "Asia/Singapore", "Asia/Taipei", "Asia/Tokyo",
	"Australia/Adelaide", "Australia/Brisbane", "Australia/Melbourne", "Australia/Perth", "Australia/Sydney",
	"Europe/Amsterdam", "Europe/Berlin", "Europe/Istanbul", "Europe/London", "Europe/Madrid", "Europe/Paris",
	"Europe/Rome", "Europe/Stockholm", "Europe/Warsaw", "Europe/Zurich",
	"Pacific/Auckland", "Pacific/Honolulu",
}
