package gcp

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Violation says what was given where something else is allowed.
type Violation struct {
	Given   string // the value as it was written
	Allowed string // what would have been accepted
	Remedy  string // what to do, where the allowed values alone do not say it
	number  bool   // Given is one, and shown without quotes
}

// Error is one line: given, allowed, remedy.
func (v *Violation) Error() string {
	given := v.Given
	if !v.number {
		given = quote(given)
	}
	text := fmt.Sprintf("given %s; allowed: %s", given, v.Allowed)
	if v.Remedy != "" {
		text += "; " + v.Remedy
	}
	return text
}

// quote keeps a long value from drowning its message.
func quote(value string) string {
	const longest = 80
	if runes := []rune(value); len(runes) > longest {
		value = string(runes[:longest]) + "…"
	}
	return strconv.Quote(value)
}

// Rule is a condition that a text has to meet.
type Rule struct {
	// Allowed describes the accepted values, after the word "allowed:".
	Allowed string
	holds   func(string) bool
	remedy  func(string) string
}

// Check returns a *Violation unless the rule holds for value.
func (r Rule) Check(value string) error {
	if r.holds(value) {
		return nil
	}
	violation := &Violation{Given: value, Allowed: r.Allowed}
	if r.remedy != nil {
		violation.Remedy = r.remedy(value)
	}
	return violation
}

// OneOf accepts exactly the given values.
func OneOf(values ...string) Rule {
	return Rule{
		Allowed: strings.Join(values, ", "),
		holds: func(given string) bool {
			for _, value := range values {
				if given == value {
					return true
				}
			}
			return false
		},
		remedy: func(given string) string { return DidYouMean(given, values) },
	}
}

// format keeps a huge number from drowning its message.
func format(value float64) byte {
	if math.Abs(value) < 1e15 {
		return 'f'
	}
	return 'g'
}

// Range is an inclusive range of whole numbers.
type Range struct {
	Min, Max int
	Unit     string // what is counted, for the message
}

// Check returns a *Violation unless value is a whole number within the range.
func (r Range) Check(value float64) error {
	if value == math.Trunc(value) && value >= float64(r.Min) && value <= float64(r.Max) {
		return nil
	}
	return &Violation{
		Given:   strconv.FormatFloat(value, format(value), -1, 64),
		Allowed: fmt.Sprintf("a whole number of %s from %d to %d", r.Unit, r.Min, r.Max),
		number:  true,
	}
}
