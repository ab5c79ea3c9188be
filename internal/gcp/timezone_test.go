package gcp

import (
	"archive/zip"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"
)

// The table is the tz database of the Go release that builds Tandem.
func TestTimeZonesAreThoseOfGo(t *testing.T) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	database, err := zip.OpenReader(filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "zoneinfo.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer database.Close()
	var names []string
	for _, file := range database.File {
		if !strings.HasSuffix(file.Name, "/") && file.Name != "Factory" { // no place, but a note
			names = append(names, file.Name)
		}
	}
	slices.Sort(names)
	if *update {
		if err := os.WriteFile("timezones.txt", []byte(strings.Join(names, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(names, timeZones); diff != "" {
		t.Errorf("timezones.txt (-Go +table; go test -update rewrites it):\n%s", diff)
	}
	for _, name := range timeZones {
		if _, err := time.LoadLocation(name); err != nil {
			t.Error(err)
		}
	}
}
