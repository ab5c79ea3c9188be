package gcp

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseDuration(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"0s":                   0,
		"60s":                  time.Minute,
		"3.5s":                 3500 * time.Millisecond,
		"1.000000001s":         time.Second + 1,
		"0.000000007s":         7,
		"999999999.999999999s": 999999999*time.Second + 999999999,
	} {
		if got, ok := ParseDuration(text); !ok || got != want {
			t.Errorf("%s: %v, %v", text, got, ok)
		}
	}
}

// Every duration that is written is read back as it was.
func TestDurationRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := time.Duration(rapid.Int64Range(0, int64(24*time.Hour)).Draw(t, "nanoseconds"))
		if got, ok := ParseDuration(FormatDuration(want)); !ok || got != want {
			t.Fatalf("%v is written as %s and read as %v", want, FormatDuration(want), got)
		}
	})
}

func TestCheckDeadline(t *testing.T) {
	const remedy = "; lower attempt_deadline or raise the service's timeout"
	for _, test := range []struct{ deadline, timeout, want string }{
		{"", "", ""},
		{"60s", "60s", ""},
		{"60s", "", ""},
		{"300s", "", ""},
		{"", "180s", ""},
		{"59.9s", "60s", ""},
		{"60.1s", "60s", `given "60.1s"; allowed: at most the 60s timeout of the service it calls` + remedy},
		{"301s", "", `given "301s"; allowed: at most the 300s timeout of the service it calls` + remedy},
		{"", "179s", `given "180s (the default)"; allowed: at most the 179s timeout of the service it calls` + remedy},
		{"1800s", "3600s", ""},
		{"1800s", "1799s", `given "1800s"; allowed: at most the 1799s timeout of the service it calls` + remedy},
		// What is no duration is said elsewhere.
		{"soon", "1s", ""},
		{"1800s", "5 minutes", ""},
		{"", "5 minutes", ""},
	} {
		got := ""
		if err := CheckDeadline(test.deadline, test.timeout); err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("deadline %q, timeout %q:\n got %s\nwant %s", test.deadline, test.timeout, got, test.want)
		}
	}
}
