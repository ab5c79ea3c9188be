package gcp

import (
	"regexp"
	"strings"
)

// The parts of the English-like form. They are those of App Engine's own
// grammar, which Cloud Scheduler took over: lower case, plural units, a time
// wherever days are named.
//
// https://cloud.google.com/appengine/docs/standard/scheduling-jobs-with-cron-yaml#formatting_the_schedule
// https://github.com/GoogleCloudPlatform/appengine-java-standard/blob/main/utils/src/main/antlr3/com/google/borg/borgcron/Groc.g
var (
	clock     = `(?:[01]?[0-9]|2[0-3]):[0-5][0-9]`
	ordinals  = listOf(`1st|2nd|3rd|4th|5th|first|second|third|fourth|fifth`)
	weekdays  = `(?:day|` + listOf(`mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?`) + `)`
	monthdays = listOf(`0?[1-9]|[12][0-9]|3[01]`)
	months    = `(?:month|quarter|` + listOf(`1st|2nd|3rd|first|second|third`) + ` month of quarter|` +
		listOf(`jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?`) + `)`

	english = regexp.MustCompile(`^(?:` + strings.Join([]string{
		`every 0*[1-9][0-9]{0,4} (?:hours|mins|minutes)(?: from ` + clock + ` to ` + clock + `| synchronized)?`,
		`(?:every|` + ordinals + `) ` + weekdays + `(?: of ` + months + `)? ` + clock,
		monthdays + ` of ` + months + ` ` + clock,
	}, "|") + `)$`)
)

// listOf accepts one or more of the alternatives, with commas between.
func listOf(alternatives string) string {
	return `(?:` + alternatives + `)(?:,(?:` + alternatives + `))*`
}

var (
	whitespace  = regexp.MustCompile(`[ \t\r\n]+`)
	aroundComma = regexp.MustCompile(` ?, ?`)
)

func isEnglish(given string) bool {
	words := strings.Trim(whitespace.ReplaceAllString(given, " "), " ")
	return english.MatchString(aroundComma.ReplaceAllString(words, ","))
}
