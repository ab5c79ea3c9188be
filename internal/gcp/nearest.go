package gcp

import (
	"fmt"
	"strings"

	"github.com/agnivade/levenshtein"
)

// Nearest returns the candidate that given was most likely meant to be, or ""
// when none is close: more than a third of its letters would have to change.
func Nearest(given string, candidates []string) string {
	nearest, least := "", -1
	for _, candidate := range candidates {
		distance := levenshtein.ComputeDistance(strings.ToLower(given), strings.ToLower(candidate))
		if limit := max(len(given), len(candidate))/3 + 1; distance > limit || distance >= len(candidate) {
			continue
		}
		if least < 0 || distance < least {
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
