package nearest

import "testing"

func TestTo(t *testing.T) {
	all := []string{"cloudrunservice", "cloudrunv2service", "cloudrunv2job", "provider"}
	for word, want := range map[string]string{
		"cloudrunv2services": "cloudrunv2service",
		"cloudrunv3service":  "cloudrunv2service",
		"Provider":           "provider",
		"povider":            "provider",
		"bucket":             "",
		"":                   "",
		"x":                  "",
	} {
		if got := To(word, all); got != want {
			t.Errorf("nearest to %q is %q, want %q", word, got, want)
		}
	}
}
