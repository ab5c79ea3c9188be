package gcp

import "testing"

func TestKnownRegions(t *testing.T) {
	seen := map[string]bool{}
	for _, region := range knownRegions {
		if err := Region.Check(region); err != nil {
			t.Error(err)
		}
		if seen[region] {
			t.Errorf("%s is listed twice", region)
		}
		seen[region] = true
	}
}
