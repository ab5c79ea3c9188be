package gcp

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
)

// TimeZone is a name of the tz database.
//
// https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs#Job
var TimeZone = Rule{
	Allowed: `a name of the tz database, as in "Etc/UTC" or "Australia/Sydney"`,
	holds: func(given string) bool {
		_, found := slices.BinarySearch(timeZones, given)
		return found
	},
	remedy: timeZoneRemedy,
}

// timeZoneNames are those of the tz database, links included, one a line and
// sorted. They are a table because time.LoadLocation answers differently from
// one machine to the next: it looks into the system's own files first.
//
// https://www.iana.org/time-zones
//
//go:embed timezones.txt
var timeZoneNames string

var timeZones = strings.Fields(timeZoneNames)

// timeZoneRemedy takes a city's name, or a name with mistakes in it. It does not
// guess at abbreviations and offsets: the nearest text is another time there.
func timeZoneRemedy(given string) string {
	city := strings.ReplaceAll(given, " ", "_")
	var places []string
	for _, zone := range timeZones {
		area, _, inArea := strings.Cut(zone, "/")
		if !inArea || area == "Etc" && zone != "Etc/UTC" {
			continue
		}
		if strings.EqualFold(zone[strings.LastIndexByte(zone, '/')+1:], city) {
			return "did you mean " + strconv.Quote(zone) + "?"
		}
		places = append(places, zone)
	}
	return DidYouMean(city, places)
}
