package gcp

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

var (
	cronParser = cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow)

	// cronField is a list of *, values and ranges; a step stands behind * or a
	// range. The parser alone accepts more: "1,,2", "*-5", "5/15", "?".
	cronField = regexp.MustCompile(`^` + cronItem + `(?:,` + cronItem + `)*$`)
	stepOfOne = regexp.MustCompile(`(?:^|[ ,])[0-9A-Za-z]+/[0-9]+(?:[ ,]|$)`)
)

const (
	cronValue = `(?:[0-9]{1,2}|[A-Za-z]{3})`
	cronItem  = `(?:` + cronValue + `|(?:\*|` + cronValue + `-` + cronValue + `)(?:/[0-9]{1,4})?)`
)

// isCron accepts what Cloud Scheduler's page describes: 0 and 7 are both
// Sunday, names are of three letters, fields are parted by spaces or tabs.
func isCron(given string) bool {
	fields := strings.FieldsFunc(given, func(r rune) bool { return r == ' ' || r == '\t' })
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
// the parser knows 0 to 6 only. It reports false for a range of no days and for
// a step of 0.
func withoutSeven(field string) (string, bool) {
	parts := strings.Split(field, ",")
	for i, part := range parts {
		span, step, stepped := strings.Cut(part, "/")
		low, high, ranged := strings.Cut(span, "-")
		switch {
		case span == "7":
			parts[i] = "0"
		case ranged && (high == "7" || strings.EqualFold(high, "sun")):
			first, ok := weekday(low)
			every := 1
			if stepped {
				every, _ = strconv.Atoi(step)
			}
			if !ok || every < 1 {
				return "", false
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
