package gcp

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// Nearest returns the candidate that given was most likely meant to be, or ""
// when none is close: one letter and a third of the longer one may differ, but
// never all. Case does not count; the first of equals is taken.
func Nearest(given string, candidates []string) string {
	nearest, least := "", -1
	given = strings.ToLower(given)
	length := utf8.RuneCountInString(given)
	for _, candidate := range candidates {
		size := utf8.RuneCountInString(candidate)
		limit := min(max(length, size)/3+1, size-1)
		if max(length-size, size-length) > limit { // known without a comparison
			continue
		}
		distance := levenshtein.ComputeDistance(given, strings.ToLower(candidate))
		if distance <= limit && (least < 0 || distance < least) {
			nearest, least = candidate, distance
		}
	}
	return nearest
}

// DidYouMean is the remedy that names the nearest candidate, or "".
func DidYouMean(given string, candidates []string) string {
	if nearest := Nearest(given, candidates); nearest != "" {
		return fmt.Sprintf("did you mean %q?", nearest)
	}
	return ""
}
