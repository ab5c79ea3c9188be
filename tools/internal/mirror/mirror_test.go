package mirror

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestPaths(t *testing.T) {
	tests := []struct {
		os, arch string
		want     []string
	}{
		{"linux", "amd64", []string{
			"m/registry.terraform.io/hashicorp/google/7.39.0/linux_amd64/terraform-provider-google_v7.39.0_x5",
			"m/registry.opentofu.org/hashicorp/google/7.39.0/linux_amd64/terraform-provider-google_v7.39.0_x5",
		}},
		{"windows", "arm64", []string{
			"m/registry.terraform.io/hashicorp/google/7.39.0/windows_arm64/terraform-provider-google_v7.39.0_x5.exe",
			"m/registry.opentofu.org/hashicorp/google/7.39.0/windows_arm64/terraform-provider-google_v7.39.0_x5.exe",
		}},
	}
	for _, tt := range tests {
		m := Mirror{Folder: "m", Provider: "hashicorp/google", Version: "7.39.0", OS: tt.os, Arch: tt.arch}
		var got []string
		for _, path := range m.Paths() {
			got = append(got, filepath.ToSlash(path))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s/%s:\n got %q\nwant %q", tt.os, tt.arch, got, tt.want)
		}
	}
}

func TestWriteConfig(t *testing.T) {
	m := Mirror{Folder: `/a "b"/mirror`, Provider: "hashicorp/google", Version: "7.39.0"}
	const want = `# Written by "tools provider" of Tandem: hashicorp/google 7.39.0 comes from a folder,
# every other provider from its registry.
provider_installation {
  filesystem_mirror {
    path    = "/a \"b\"/mirror"
    include = ["registry.terraform.io/hashicorp/google", "registry.opentofu.org/hashicorp/google"]
  }
  direct {
    exclude = ["registry.terraform.io/hashicorp/google", "registry.opentofu.org/hashicorp/google"]
  }
}
`
	path := filepath.Join(t.TempDir(), "terraform.rc")
	write := func() os.FileInfo {
		t.Helper()
		if err := m.WriteConfig(path); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(path)
		if err != nil || string(got) != want {
			t.Fatalf("got %v\n%s\nwant\n%s", err, got, want)
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		return info
	}
	first := write()
	if second := write(); !os.SameFile(first, second) {
		t.Error("a file that was right was written again")
	}
	if err := os.WriteFile(path, []byte("something else"), 0o600); err != nil {
		t.Fatal(err)
	}
	write()
	if entries, _ := os.ReadDir(filepath.Dir(path)); len(entries) != 1 {
		t.Errorf("files were left behind: %v", entries)
	}
}

func TestWriteConfigNowhere(t *testing.T) {
	err := Mirror{}.WriteConfig(filepath.Join(t.TempDir(), "missing", "terraform.rc"))
	if err == nil || !strings.HasPrefix(err.Error(), "cannot write the CLI configuration: ") {
		t.Errorf("got %v", err)
	}
}
