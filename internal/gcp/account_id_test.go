package gcp

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAccountIDFor(t *testing.T) {
	for _, test := range []struct{ name, want string }{
		{"public-service", "public-service"},
		{"abcdef", "abcdef"},
		{"abcde", "abcde-identity"},
		{"a", "a-identity"},
		{"abcdef-identity", "abcdef-identity"},
		{"a--b--c", "a--b--c"},
		{strings.Repeat("a", 30), strings.Repeat("a", 30)},
		// What another name is padded to, is too long or of another form has a
		// digest.
		{"abcde-identity", "abcde-identity-9d8f93"},
		{"-identity", "identity-fd86c9"},
		{strings.Repeat("a", 31), strings.Repeat("a", 23) + "-61c60b"},
		{strings.Repeat("a", 22) + "---------z", strings.Repeat("a", 22) + "-70aaac"},
		{"My_Service", "my-service-4281f0"},
		{"1st-service", "st-service-9fa438"},
		{"trailing-", "trailing-b520d7"},
		{"日本", "identity-cf2abf"},
		{"", "identity-e3b0c4"},
	} {
		if got := AccountIDFor(test.name); got != test.want {
			t.Errorf("%q: got %s, want %s", test.name, got, test.want)
		}
	}
}

func TestScheduleAccountIDFor(t *testing.T) {
	for job, want := range map[string]string{
		"allocation":                    "allocation-schedule",
		"private-service-scheduler":     "private-service-scheduler",
		"nightly-schedule":              "nightly-schedule",
		"a":                             "a-schedule",
		"":                              "schedule-bd41ea",
		"a-job-with-a-name-of-29-bytes": "a-job-with-a-name-of-29-3dbbb8",
	} {
		if got := ScheduleAccountIDFor(job); got != want {
			t.Errorf("%q: got %s, want %s", job, got, want)
		}
	}
}

// anyName is any text; realistic, what people call services and jobs: words with
// hyphens, up to the longest allowed.
var (
	anyName   = rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-zA-Z0-9_-]{0,60}`))
	realistic = rapid.StringMatching(`[a-z]{1,12}(-[a-z0-9]{1,12}){0,4}`)
)

func TestAccountIDIsAlwaysValidAndStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := anyName.Draw(t, "name")
		for _, make := range []func(string) string{AccountIDFor, ScheduleAccountIDFor} {
			id := make(name)
			if err := AccountID.Check(id); err != nil {
				t.Errorf("%q: %v", name, err)
			}
			if again := make(strings.Clone(name)); again != id {
				t.Errorf("%q: %s, then %s", name, id, again)
			}
		}
	})
}

func TestAccountIDsDiffer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := realistic.Draw(t, "a")
		// Close names are the ones that could meet: endings, cuts, other cases.
		b := rapid.OneOf(
			realistic,
			rapid.Just(a+"-identity"), rapid.Just(strings.TrimSuffix(a, "-identity")),
			rapid.Just(a+"-"), rapid.Just(strings.ToUpper(a)), rapid.Just(strings.ReplaceAll(a, "-", "_")),
			rapid.Just(a+"-eu"), rapid.Just(a+"1"),
		).Draw(t, "b")
		if a != b && AccountIDFor(a) == AccountIDFor(b) {
			t.Fatalf("%q and %q are both %s", a, b, AccountIDFor(a))
		}
	})
}
