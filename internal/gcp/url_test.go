package gcp

import "testing"

func TestCheckAudience(t *testing.T) {
	const (
		other  = `; allowed: the URL of the service, or one of its custom_audiences; leave it out, or add it to the service's custom_audiences`
		noForm = `; allowed: the https URL of the service without query or fragment, as in "https://service.example.com"`
	)
	custom := []string{"https://api.example.com", "my-service"}
	for _, test := range []struct {
		audience string
		custom   []string
		want     string
	}{
		{"https://private-abc123-uc.a.run.app", nil, ""},
		{"https://private-123456789012.us-central1.run.app", nil, ""},
		{"https://tag---private-abc123-uc.a.run.app/path", custom, ""},
		{"https://api.example.com", custom, ""},
		{"https://api.example.com", nil, `given "https://api.example.com"` + other},
		{"https://api.example.com/", custom, `given "https://api.example.com/"` + other},
		{"https://run.app", nil, `given "https://run.app"` + other},
		{"https://evilrun.app", nil, `given "https://evilrun.app"` + other},
		{"https://a.run.app.example.com", nil, `given "https://a.run.app.example.com"` + other},
		{"my-service", nil, `given "my-service"` + noForm},
		{"my-service", custom, `given "my-service"` + noForm},
		{"https://a.run.app?q=1", nil, `given "https://a.run.app?q=1"` + noForm + `; leave out what follows "https://a.run.app"`},
	} {
		got := ""
		if err := CheckAudience(test.audience, test.custom); err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%s of %v:\n got %s\nwant %s", test.audience, test.custom, got, test.want)
		}
	}
}

// The longest path still fits behind the longest URL that a service can have.
func TestLongestPathFits(t *testing.T) {
	longestRegion := ""
	for _, region := range knownRegions {
		if len(region) > len(longestRegion) {
			longestRegion = region
		}
	}
	const tag, number = 46, "1234567890123456789"
	url := "https://" + long("t", tag) + "---" + long("s", 49) + "-" + number + "." + longestRegion + ".run.app"
	if total := len(url) + longestPath; total > maxURI {
		t.Errorf("%d characters, %d are allowed", total, maxURI)
	}
}
