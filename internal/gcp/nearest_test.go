package gcp

import (
	"strings"
	"testing"
	"time"
)

func TestNearest(t *testing.T) {
	keys := []string{"project", "region", "services", "schedules", "service_account", "name", "env", "calls", "a"}
	for given, want := range map[string]string{
		"project":         "project",
		"PROJECT":         "project",
		"projct":          "project",
		"projectid":       "project",
		"serivces":        "services",
		"service":         "services",
		"service-account": "service_account",
		"nmae":            "name",
		"envs":            "env",
		"en":              "env",
		"call":            "calls",
		// Nothing is near: more than a third differs, or all of it.
		"":            "",
		"x":           "",
		"b":           "",
		"pxxxect":     "project",
		"pxxxxct":     "",
		"environment": "",
		"日本":          "",
	} {
		if got := Nearest(given, keys); got != want {
			t.Errorf("%q: got %q, want %q", given, got, want)
		}
	}
	if got := Nearest("namr", []string{"name", "namx"}); got != "name" {
		t.Errorf("of two as near: got %q, want the first", got)
	}
	if got := Nearest("namx", []string{"name", "namx"}); got != "namx" {
		t.Errorf("of two, one nearer: got %q", got)
	}
	if got := Nearest("äöüß", []string{"äöü"}); got != "äöü" {
		t.Errorf("letters of several bytes: got %q", got)
	}
	if got := Nearest("name", nil); got != "" {
		t.Errorf("of none: got %q", got)
	}
}

// A huge key is not compared letter by letter with every candidate.
func TestNearestOfHugeText(t *testing.T) {
	huge := strings.Repeat("service", 1<<17)
	start := time.Now()
	if got := Nearest(huge, []string{"services", "schedules", strings.Repeat("x", 1000)}); got != "" {
		t.Errorf("got %.20q", got)
	}
	if took := time.Since(start); took > 200*time.Millisecond {
		t.Errorf("took %v", took)
	}
}

func TestDidYouMean(t *testing.T) {
	if got, want := DidYouMean("regoin", []string{"region"}), `did you mean "region"?`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := DidYouMean("moon", []string{"region"}); got != "" {
		t.Errorf("got %s, want nothing", got)
	}
}
