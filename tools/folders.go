package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// cacheVariable overrides where things are kept.
const cacheVariable = "TANDEM_CACHE"

// cacheFolder returns the absolute path of the folder that holds what is
// built. It need not exist.
func cacheFolder() (string, error) {
	if dir := os.Getenv(cacheVariable); dir != "" {
		return filepath.Abs(dir)
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("no cache folder: %w; set %s to a folder", err, cacheVariable)
	}
	return filepath.Join(dir, "tandem"), nil
}

// moduleLine is how the go.mod beside this file names its module.
const moduleLine = "module github.com/tandem-iac/tandem/tools"

// pinsFolder returns the folder of this file in the clone that the command
// runs in or, failing that, was built in: it holds the pins.
func pinsFolder() (string, error) {
	var starts []string
	if dir, err := os.Getwd(); err == nil {
		starts = append(starts, dir)
	}
	if exe, err := os.Executable(); err == nil {
		starts = append(starts, filepath.Dir(exe))
	}
	for _, start := range starts {
		for dir := start; ; dir = filepath.Dir(dir) {
			for _, candidate := range []string{dir, filepath.Join(dir, "tools")} {
				if isPinsFolder(candidate) {
					return candidate, nil
				}
			}
			if dir == filepath.Dir(dir) {
				break
			}
		}
	}
	return "", fmt.Errorf("the folder tools/ of a clone of Tandem was not found above %s: run this in a clone", strings.Join(starts, " or "))
}

func isPinsFolder(dir string) bool {
	mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil {
		return false
	}
	for line := range strings.Lines(string(mod)) {
		if strings.TrimSpace(line) == moduleLine {
			return true
		}
	}
	return false
}
