package mirror

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

const configTemplate = `# Written by "tools provider" of Tandem: %[1]s %[2]s comes from a folder,
# every other provider from its registry.
provider_installation {
  filesystem_mirror {
    path    = %[3]s
    include = [%[4]s]
  }
  direct {
    exclude = [%[4]s]
  }
}
`

// Config returns a CLI configuration that takes the provider from the mirror,
// and only from there, and every other provider from its registry.
func (m Mirror) Config() string {
	var quoted []string
	for _, address := range m.addresses() {
		quoted = append(quoted, strconv.Quote(address))
	}
	folder := strconv.Quote(filepath.ToSlash(m.Folder))
	return fmt.Sprintf(configTemplate, m.Provider, m.Version, folder, strings.Join(quoted, ", "))
}

// WriteConfig makes sure that the file at path holds the configuration. Who
// reads it meanwhile sees the old file or the new one, whole.
func (m Mirror) WriteConfig(path string) (err error) {
	want := m.Config()
	if have, err := os.ReadFile(path); err == nil && string(have) == want {
		return nil
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("cannot write the CLI configuration: %w", err)
		}
	}()
	temp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".tmp-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	_, err = temp.WriteString(want)
	if closing := temp.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	if err := os.Chmod(temp.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}
