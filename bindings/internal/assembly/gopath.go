package assembly

import (
	"regexp"
	"strings"
)

// targets is the configuration of languages other than JavaScript.
type targets struct {
	Go goTarget `json:"go"`
}

type goTarget struct {
	ModuleName    string `json:"moduleName"`
	PackageName   string `json:"packageName"`
	VersionSuffix string `json:"versionSuffix"`
}

// module is the path that jsii-pacmak gives the Go module of an npm package.
func (t goTarget) module(name, version string) string {
	path := t.packageName(name)
	if t.ModuleName != "" {
		path = t.ModuleName + "/" + path
	}
	switch major, _, _ := strings.Cut(version, "."); major {
	case "", "0", "1":
		return path
	default:
		return path + "/v" + major
	}
}

// packageName is the name that jsii-pacmak gives a Go package.
func (t goTarget) packageName(name string) string {
	if t.PackageName != "" {
		return t.PackageName
	}
	return strings.ToLower(notInGo.ReplaceAllString(name, ""))
}

var notInGo = regexp.MustCompile(`[^A-Za-z0-9.]`)
