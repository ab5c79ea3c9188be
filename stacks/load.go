package stacks

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/tandem-iac/tandem/internal/gcp"
	"github.com/tandem-iac/tandem/internal/strictyaml"
)

// Load reads environment files; of a folder, every file in it whose name ends
// in .yaml or .yml. What is wrong with them comes back as one
// [strictyaml.Errors], which names every wrong value of every file.
func Load(paths ...string) ([]*Environment, error) {
	files, err := environmentFiles(paths)
	if err != nil {
		return nil, err
	}
	var environments []*Environment
	var wrong strictyaml.Errors
	named := map[string]string{}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		environment, errs := Parse(file, source)
		wrong = append(wrong, errs...)
		if first, taken := named[environment.name]; taken {
			wrong = append(wrong, &strictyaml.Error{
				Position: strictyaml.Position{File: file, Line: 1, Column: 1},
				Message:  fmt.Sprintf("the environment %q is also described in %s; rename one of the two files", environment.name, first),
			})
		}
		named[environment.name] = file
		environments = append(environments, environment)
	}
	if len(wrong) > 0 {
		wrong.Sort()
		return nil, wrong
	}
	return environments, nil
}

// environmentFiles are the files that paths name, sorted.
func environmentFiles(paths []string) ([]string, error) {
	var files []string
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, fmt.Errorf("%s: no such environment file or folder: %w", path, reason(err))
		}
		if !info.IsDir() {
			files = append(files, path)
			continue
		}
		entries, err := os.ReadDir(path)
		if err != nil {
			return nil, err
		}
		before := len(files)
		for _, entry := range entries {
			if isEnvironmentFile(entry) {
				files = append(files, filepath.Join(path, entry.Name()))
			}
		}
		if len(files) == before {
			return nil, fmt.Errorf("%s: no environment file here; add one such as %s", path, filepath.Join(path, "dev.yaml"))
		}
	}
	sort.Strings(files)
	return files, nil
}

func isEnvironmentFile(entry fs.DirEntry) bool {
	extension := filepath.Ext(entry.Name())
	return !entry.IsDir() && (extension == ".yaml" || extension == ".yml") && !strings.HasPrefix(entry.Name(), ".")
}

// reason is the cause of a file error, without the path that is said already.
func reason(err error) error {
	if pathError, ok := err.(*fs.PathError); ok {
		return pathError.Err
	}
	return err
}

// Parse decodes and checks the text of one environment file. The environment is
// complete only when nothing is wrong.
func Parse(file string, source []byte) (*Environment, strictyaml.Errors) {
	environment := &Environment{file: file, name: strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))}
	environment.document = strictyaml.Decode(file, source, environment)
	if err := gcp.EnvironmentName.Check(environment.name); err != nil {
		environment.document.Report("", fmt.Errorf("the file's name: %w", err))
	}
	environment.check()
	return environment, environment.document.Errors()
}
