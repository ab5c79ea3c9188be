package gcp

import (
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "rewrite the files under testdata")

// golden compares text with a file under testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got; go test -update rewrites it):\n%s", file, diff)
	}
}

// checked is a rule with values on both sides of every edge it has.
type checked struct {
	name    string
	check   func(string) error
	accepts []string
	refuses []string
}

func long(character string, length int) string { return strings.Repeat(character, length) }

var ruleTable = []checked{
	{
		"ProjectID", ProjectID.Check,
		[]string{"abcdef", "my-project-1", "a" + long("b", 29), "example.com:my-project", "a--b-c"},
		[]string{"", "abcde", "a" + long("b", 30), "1abcdef", "-abcdef", "abcdef-", "Abcdef", "abc_def", "abcdéf", "my project", "com:my-project", ":my-project", "123456789012", "abcdef\n"},
	},
	{
		"Region", Region.Check,
		[]string{"us-central1", "europe-west12", "northamerica-northeast1", "mars-north1"},
		[]string{"", "us-central", "us-centrall", "US-Central1", "us-central1-a", "uscentral1", "us_central1", "us-1", "1", "frankfurt", "us-central1 "},
	},
	{
		"ServiceName", ServiceName.Check,
		[]string{"a", "a1", "private-service", long("a", 49), "a--b"},
		[]string{"", "1a", "-a", "a-", "A", "a_b", "a.b", long("a", 50), "a b", "ä"},
	},
	{
		"AccountID", AccountID.Check,
		[]string{"abcdef", "cloud-run-interservice-id", "a" + long("1", 29), "a----b"},
		[]string{"", "abcde", "a" + long("b", 30), "1bcdef", "abcde-", "-abcde", "Abcdef", "abc_ef", "abcdef@p.iam.gserviceaccount.com"},
	},
	{
		"JobName", JobName.Check,
		[]string{"a", "A-b_9", "-", long("a", 500)},
		[]string{"", long("a", 501), "a b", "a.b", "a/b", "é"},
	},
	{
		"EnvironmentName", EnvironmentName.Check,
		[]string{"dev", "a", "eu-1-", long("a", 63)},
		[]string{"", "Dev", "1dev", "-dev", "a_b", "a.b", "a/b", "..", long("a", 64), "constructor"},
	},
	{
		"ConstructID", ConstructID.Check,
		[]string{"public", "_a", "A-b_9", "default", "Constructor", long("a", 63)},
		[]string{"", "1a", "-a", "a.b", "a/b", "a b", "ä", long("a", 64), "Default", "constructor", "toString", "__proto__"},
	},
	{
		"LabelKey", LabelKey.Check,
		[]string{"a", "team", "a_-9", "équipe", "日本", long("é", 63)},
		[]string{"", "1a", "_a", "-a", "Team", "a.b", "run.googleapis.com/x", long("a", 64)},
	},
	{
		"LabelValue", LabelValue.Check,
		[]string{"", "a", "9", "-_", "é", long("a", 63)},
		[]string{"A", "a.b", "a b", "a@b", long("a", 64)},
	},
	{
		"Image", Image.Check,
		[]string{
			"us-docker.pkg.dev/cloudrun/container/hello", "hello", "hello:latest", "gcr.io/p/image:v1.2_3-rc",
			"localhost:5000/a/b", "gcr.io/example.com/p/i", "a/b__c/d---e/f.g",
			"gcr.io/p/i@sha256:" + long("0a", 32), "gcr.io/p/i:tag@sha256:" + long("f", 64), "gcr.io/p/i:" + long("t", 128),
		},
		[]string{
			"", "https://gcr.io/p/i", "gcr.io/p/i:", "gcr.io/p/I", "gcr.io//i", "gcr.io/p/", "/i", "gcr.io/p/i:" + long("t", 129),
			"gcr.io/p/i@sha256:" + long("0", 63), "gcr.io/p/i@sha256:" + long("G", 64), "gcr.io/p/i@md5:0", "a b", "a..b/c", "a___b", "i:a:b",
		},
	},
	{"Description", Description.Check, []string{"", long("a", 256), long("é", 128)}, []string{long("a", 257), long("é", 129)}},
	{"DisplayName", DisplayName.Check, []string{"", long("a", 100), long("é", 50)}, []string{long("a", 101), long("é", 51)}},
	{"ServiceDescription", ServiceDescription.Check, []string{"", long("é", 512)}, []string{long("a", 513)}},
	{"JobDescription", JobDescription.Check, []string{"", long("é", 500)}, []string{long("a", 501)}},
	{
		"EnvName", EnvName.Check,
		[]string{"URL", "_a", "a.b-c", "PORTS", "port", "K_SERVICES", "GOOGLE_CLOUD_PROJECT", "x_google_a"},
		[]string{"", "1A", "-A", ".A", "A B", "A=B", "Ä", "PORT", "K_SERVICE", "K_REVISION", "K_CONFIGURATION", "X_GOOGLE_A"},
	},
	{"EnvValue", EnvValue.Check, []string{"", "a\nb", long("a", 32768)}, []string{long("a", 32769), long("é", 16385)}},
	{
		"HeaderName", HeaderName.Check,
		[]string{"Content-Type", "X-Trace", "a", "X-GoogleCloud", "Authorization-Info", "Content-Length-Hint"},
		[]string{"", "A B", "A:", "Ä", "Content-Length", "content-length", "Authorization", "X-Google-A", "x-appengine-b", "X-CloudScheduler", "X-CloudScheduler-JobName"},
	},
	{
		"HeaderValue", HeaderValue.Check,
		[]string{"", "application/json; charset=utf-8", "a\tb", "é", long("a", 10_000)},
		[]string{"a\nb", "a\r\nX-Injected: b", "a\x00", "a\x7f", "\n"},
	},
	{
		"Member", Member.Check,
		[]string{
			"allUsers", "allAuthenticatedUsers",
			"user:ann@example.com", "user:ann+x@mail.example.co.uk", "group:oncall@example.com", "domain:example.com",
			"serviceAccount:a@p.iam.gserviceaccount.com", "serviceAccount:1-compute@developer.gserviceaccount.com",
			"serviceAccount:my-project.svc.id.goog[my-namespace/my-account]", "serviceAccount:example.com:p.svc.id.goog[n/a]",
			"principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/subject/repo:o/r:ref:refs/heads/main",
			"principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/*",
			"principal://iam.googleapis.com/locations/global/workforcePools/p/subject/raha@altostrat.com",
			"principalSet://cloudresourcemanager.googleapis.com/projects/123456789012/type/ServiceAccount",
		},
		[]string{
			"", "ann@example.com", "a@p.iam.gserviceaccount.com", "example.com", "user:", "user:ann", "user:ann@", "user:@example.com",
			"user:ann@example", "User:ann@example.com", "user: ann@example.com", "user:a b@example.com", "domain:example", "domain:",
			"allusers", "ALLAUTHENTICATEDUSERS", "all_users", "projectOwner:p", "deleted:user:ann@example.com?uid=1",
			"principal://iam.googleapis.com/", "principal://example.com/a", "principal://iam.googleapis.com/a b",
			"serviceAccount:p.svc.id.goog[n]", "user:ann@example.com,user:bob@example.com",
		},
	},
	{"Email", Email.Check, []string{"ann@example.com", "a.b+c@d.e-f.org"}, []string{"", "ann", "ann@example", "a@@b.c", "a b@c.d", "ann@example.com "}},
	{"Domain", Domain.Check, []string{"example.com", "a.b.c"}, []string{"", "example", ".com", "a..b", "exa mple.com", "@example.com"}},
	{
		"ServiceAccountEmail", ServiceAccountEmail.Check,
		[]string{"qrl-runner@qrl-api.iam.gserviceaccount.com", "abcdef@my-project.example.com.iam.gserviceaccount.com"},
		[]string{
			"", "ann@example.com", "abcde@my-project.iam.gserviceaccount.com", "abcdef@short.iam.gserviceaccount.com",
			"123456-compute@developer.gserviceaccount.com", "my-project@appspot.gserviceaccount.com", "example.com:p@appspot.gserviceaccount.com",
			"serviceAccount:qrl-runner@qrl-api.iam.gserviceaccount.com", "qrl-runner@qrl-api.iam.gserviceaccount.com.example.com",
		},
	},
	{
		"Audience", Audience.Check,
		[]string{"https://a.run.app", "https://service.example.com/", "https://a:8443/path", "https://tag---a.run.app"},
		[]string{
			"", "a.run.app", "http://a.run.app", "HTTPS://a.run.app", "https://", "https:///path", "https://user@a", "https://a b",
			"https://a.run.app?", "https://a.run.app/p?q=1", "https://a.run.app#f", "?", "https://a\u00a0b", "https://a:port", "https://a\n", "https://[::1",
		},
	},
	{
		"Path", Path.Check,
		[]string{"/", "/tasks/allocation", "/a?b=c&d", "/%20", "/" + long("a", 1899), "/" + long("é", 1899)},
		[]string{"", "tasks", "//host/a", "/a b", "/a#b", "/a\tb", "/%zz", "https://a/b", "/" + long("a", 1900), "/a\u00a0b"},
	},
	{"HTTPMethod", HTTPMethod.Check, []string{"POST", "GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"}, []string{"", "post", "TRACE", "POTS", "HTTP_METHOD_UNSPECIFIED"}},
	{"MethodsWithBody", MethodsWithBody.Check, []string{"POST", "PUT", "PATCH"}, []string{"GET", "HEAD", "DELETE", "OPTIONS", ""}},
	{
		"RequestTimeout", RequestTimeout.Check,
		[]string{"1s", "60s", "3600s", "60.0s", "060s"},
		[]string{"", "0s", "3601s", "1.5s", "60", "60S", "1m", "-1s", " 60s", "60s ", "s", ".5s", "5.s", "1e3s", "9999999999s", "0.9999999999s"},
	},
	{
		"AttemptDeadline", AttemptDeadline.Check,
		[]string{"15s", "15.5s", "1800s", "1800.000000000s"},
		[]string{"14s", "14.999999999s", "1800.000000001s", "1801s", "30m", ""},
	},
	{"RetryDuration", RetryDuration.Check, []string{"0s", "0.000000001s", "604800s", "999999999s"}, []string{"-1s", "10", "", "1h"}},
	{
		"TimeZone", TimeZone.Check,
		[]string{"UTC", "Etc/UTC", "Australia/Sydney", "America/Argentina/Buenos_Aires", "US/Pacific", "EST", "Etc/GMT+5", "Asia/Kathmandu"},
		[]string{
			"", "Local", "utc", "PST", "GMT+2", "UTC+1", "+02:00", "australia/sydney", "Sydney", "New York", "new_york", "Europe/Berln",
			"Europe/", "Europe", "../Etc/UTC", "posix/Etc/UTC", "right/Etc/UTC", "posixrules", "Etc/UTC\n", "Etc/UTC ", "Mars/Olympus_Mons",
		},
	},
}

// The table says what is accepted and what is refused; the golden file, with
// which words. What is allowed stands once for each rule, as every one of its
// messages has it.
func TestRules(t *testing.T) {
	var texts strings.Builder
	for _, rule := range append(ruleTable, scheduleTable...) {
		for _, value := range rule.accepts {
			if err := rule.check(value); err != nil {
				t.Errorf("%s refuses %.60q: %v", rule.name, value, err)
			}
		}
		allowed := ""
		for i, value := range rule.refuses {
			err := rule.check(value)
			if err == nil {
				t.Errorf("%s accepts %.60q", rule.name, value)
				continue
			}
			var violation *Violation
			if !errors.As(err, &violation) {
				t.Errorf("%s: %.60q: not a Violation: %v", rule.name, value, err)
				continue
			}
			if i == 0 {
				allowed = "; allowed: " + violation.Allowed
				fmt.Fprintf(&texts, "%s%s\n", rule.name, allowed)
			}
			given, remedy, found := strings.Cut(err.Error(), allowed)
			if !found {
				t.Errorf("%s: %.60q: another text is allowed: %v", rule.name, value, err)
			}
			fmt.Fprintf(&texts, "  %s%s\n", given, remedy)
		}
	}
	golden(t, "rules.txt", texts.String())
}

func TestOneOf(t *testing.T) {
	rule := OneOf("private", "public")
	for _, value := range []string{"private", "public"} {
		if err := rule.Check(value); err != nil {
			t.Errorf("%q: %v", value, err)
		}
	}
	for value, want := range map[string]string{
		"pubic":  `given "pubic"; allowed: private, public; did you mean "public"?`,
		"Public": `given "Public"; allowed: private, public; did you mean "public"?`,
		"secret": `given "secret"; allowed: private, public`,
		"":       `given ""; allowed: private, public`,
	} {
		if err := rule.Check(value); err == nil || err.Error() != want {
			t.Errorf("%q:\n got %v\nwant %s", value, err, want)
		}
	}
}

func TestRange(t *testing.T) {
	for _, value := range []float64{0, 1, 5} {
		if err := RetryCount.Check(value); err != nil {
			t.Errorf("%v: %v", value, err)
		}
	}
	const allowed = "; allowed: a whole number of retries from 0 to 5"
	for value, want := range map[float64]string{
		-1:                     "given -1" + allowed,
		6:                      "given 6" + allowed,
		2.5:                    "given 2.5" + allowed,
		-0.5:                   "given -0.5" + allowed,
		1e15:                   "given 1e+15" + allowed,
		math.MaxFloat64:        "given 1.7976931348623157e+308" + allowed,
		math.Inf(1):            "given +Inf" + allowed,
		math.Copysign(1e9, -1): "given -1000000000" + allowed,
	} {
		if err := RetryCount.Check(value); err == nil || err.Error() != want {
			t.Errorf("%v:\n got %v\nwant %s", value, err, want)
		}
	}
	if err := RetryCount.Check(math.NaN()); err == nil || err.Error() != "given NaN"+allowed {
		t.Errorf("NaN: %v", err)
	}
	for _, limits := range []Range{MaxDoublings, MinInstances} {
		if err := limits.Check(0); err != nil {
			t.Errorf("0 %s: %v", limits.Unit, err)
		}
	}
	for _, limits := range []Range{MaxDoublings, MinInstances, MaxInstances} {
		if err := limits.Check(math.MaxInt32); err != nil {
			t.Errorf("the most %s: %v", limits.Unit, err)
		}
		if err := limits.Check(math.MaxInt32 + 1); err == nil {
			t.Errorf("one more than the most %s is accepted", limits.Unit)
		}
	}
	if err := MaxInstances.Check(0); err == nil {
		t.Error("at most 0 instances is accepted")
	}
}

// A value of any length and content gives one line that can be read.
func TestViolationOfLongValue(t *testing.T) {
	for value, want := range map[string]string{
		long("é", 80):  `given "` + long("é", 80) + `"; allowed: x`,
		long("é", 81):  `given "` + long("é", 80) + `…"; allowed: x`,
		"a\nb\x00\xff": `given "a\nb\x00\xff"; allowed: x`,
	} {
		if got := (&Violation{Given: value, Allowed: "x"}).Error(); got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
	}
}

// Every rule takes any text, and says of what it refuses what was given and what
// is allowed, in one line.
func TestRulesTakeAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.OneOf(rapid.String(), rapid.StringMatching(`[0-9*/,a-zA-Z: @.-]{0,40}`)).Draw(t, "value")
		for _, rule := range append(ruleTable, scheduleTable...) {
			err := rule.check(value)
			if err == nil {
				continue
			}
			text := err.Error()
			if !strings.HasPrefix(text, `given "`) || !strings.Contains(text, `; allowed: `) || strings.Contains(text, "\n") {
				t.Errorf("%s: %s", rule.name, text)
			}
		}
	})
}
