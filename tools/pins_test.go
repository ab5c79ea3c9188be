package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/tandem-iac/tandem/tools/internal/gobuild"
)

// TestPinsAreThoseOfGoMod holds the table against the go.mod files: the
// version as a requirement or, where Go cannot say it, in a comment.
func TestPinsAreThoseOfGoMod(t *testing.T) {
	for _, pin := range []gobuild.Pin{google, opentofu, staticcheck} {
		content, err := os.ReadFile(filepath.Join(pin.Module, "go.mod"))
		if err != nil {
			t.Error(err)
			continue
		}
		mod := string(content)
		if !strings.Contains(mod, "\ntool "+pin.Package+"\n") {
			t.Errorf("%s/go.mod has no line: tool %s", pin.Module, pin.Package)
		}
		version := regexp.QuoteMeta(pin.Version)
		if !regexp.MustCompile(`(?m)^require \S+ (v` + version + ` // indirect|v\S+ // indirect; ` + version + `)$`).MatchString(mod) {
			t.Errorf("%s/go.mod does not require version %s", pin.Module, pin.Version)
		}
	}
}
