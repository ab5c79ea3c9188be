package gcp

import "testing"

func TestEverybody(t *testing.T) {
	for member, want := range map[string]bool{
		"allUsers":              true,
		"allAuthenticatedUsers": true,
		"user:ann@example.com":  false,
		"domain:example.com":    false,
		"":                      false,
	} {
		if got := Everybody(member); got != want {
			t.Errorf("%q: got %v", member, got)
		}
	}
}

func TestCheckInvoker(t *testing.T) {
	const (
		notPublic = `; allowed: named principals, as the service's access is private; declare access public if everybody is meant to call it`
		noMember  = `given "ann@example.com"; allowed: a member: "user:EMAIL", "group:EMAIL", "serviceAccount:EMAIL", "domain:DOMAIN", "principal://…", "principalSet://…" or "allUsers"; did you mean "user:ann@example.com" or "group:ann@example.com"?`
	)
	for _, test := range []struct {
		member string
		public bool
		want   string
	}{
		{"allUsers", true, ""},
		{"allAuthenticatedUsers", true, ""},
		{"user:ann@example.com", true, ""},
		{"user:ann@example.com", false, ""},
		{"domain:example.com", false, ""},
		{"allUsers", false, `given "allUsers"` + notPublic},
		{"allAuthenticatedUsers", false, `given "allAuthenticatedUsers"` + notPublic},
		{"ann@example.com", false, noMember},
		{"ann@example.com", true, noMember},
	} {
		got := ""
		if err := CheckInvoker(test.member, test.public); err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%s, public %v:\n got %s\nwant %s", test.member, test.public, got, test.want)
		}
	}
}

func TestServiceAccountProject(t *testing.T) {
	for email, want := range map[string]string{
		"qrl-runner@qrl-api.iam.gserviceaccount.com":                 "qrl-api",
		"abcdef@my-project.example.com.iam.gserviceaccount.com":      "example.com:my-project",
		"abcdef@my-project.example.co.uk.iam.gserviceaccount.com":    "example.co.uk:my-project",
		"123-compute@developer.gserviceaccount.com":                  "",
		"my-project@appspot.gserviceaccount.com":                     "",
		"ann@example.com":                                            "",
		"":                                                           "",
		"abcdef@my-project.iam.gserviceaccount.com.evil.example.com": "",
	} {
		if got := ServiceAccountProject(email); got != want {
			t.Errorf("%s: got %q, want %q", email, got, want)
		}
		if want != "" {
			if err := ProjectID.Check(want); err != nil {
				t.Error(err)
			}
		}
	}
}
