package assembly

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// small is an assembly with all that a part can have: nested submodules, a Go
// name of its own, a type that mentions another part's, and one outside of all.
const small = `{
	"schema": "jsii/0.10.0", "name": "@acme/lib", "version": "3.1.0", "readme": {"markdown": "<b>"},
	"dependencies": {"cdktf": "^0.21.0", "constructs": "^10.4.2"},
	"dependencyClosure": {
		"cdktf": {"targets": {"go": {"moduleName": "github.com/hashicorp/terraform-cdk-go", "packageName": "cdktf"}}},
		"constructs": {"targets": {"go": {"moduleName": "github.com/aws/constructs-go"}}}
	},
	"targets": {"go": {"moduleName": "example.com/go"}, "js": {"npm": "@acme/lib"}},
	"metadata": {"tscRootDir": "src"},
	"submodules": {
		"@acme/lib.anvil.heavy": {"symbolId": "src/anvil/heavy/index:"},
		"@acme/lib.anvil": {"symbolId": "src/anvil/index:"},
		"@acme/lib.rocketV2": {"symbolId": "src/rocket-v2/index:", "targets": {"go": {"packageName": "rockets"}}},
		"@acme/lib.rocketV2.Sub_Stage": {}
	},
	"types": {
		"@acme/lib.anvil.Anvil": {"fqn": "@acme/lib.anvil.Anvil", "base": "cdktf.TerraformResource"},
		"@acme/lib.anvil.heavy.Anvil": {"fqn": "@acme/lib.anvil.heavy.Anvil", "docs": {"summary": "See @acme/lib.rocketV2.Rocket."}},
		"@acme/lib.rocketV2.Rocket": {"fqn": "@acme/lib.rocketV2.Rocket", "interfaces": ["@acme/lib.anvil.heavy.Anvil"]},
		"@acme/lib.rocketV2.Rocket.Nested": {"fqn": "@acme/lib.rocketV2.Rocket.Nested", "of": "@acme/lib.Coyote"},
		"@acme/lib.Coyote": {"fqn": "@acme/lib.Coyote"}
	}
}`

func TestRead(t *testing.T) {
	a, err := Read(strings.NewReader(small))
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	fmt.Fprintln(&got, a.Name, a.Version, a.GoModule, a.SourceRoot)
	for _, name := range slices.Sorted(maps.Keys(a.Dependencies)) {
		fmt.Fprintln(&got, name, a.Dependencies[name].Range, a.Dependencies[name].GoModule)
	}
	for _, p := range a.Parts {
		fmt.Fprintf(&got, "%q packages %v uses %q symbol %s\n", p.Name, p.Packages, p.Uses, p.SymbolID)
		for _, fqn := range slices.Sorted(maps.Keys(p.Types)) {
			fmt.Fprintf(&got, "  %s\n", fqn)
		}
	}
	fmt.Fprintln(&got, slices.Sorted(maps.Keys(a.Head)))
	const want = `@acme/lib 3.1.0 example.com/go/acmelib/v3 src
cdktf ^0.21.0 github.com/hashicorp/terraform-cdk-go/cdktf
constructs ^10.4.2 github.com/aws/constructs-go/constructs
"" packages [] uses [] symbol 
  @acme/lib.Coyote
"anvil" packages [anvil anvil/heavy] uses [] symbol src/anvil/index:
  @acme/lib.anvil.Anvil
  @acme/lib.anvil.heavy.Anvil
"rocketV2" packages [rockets rockets/substage] uses ["" "anvil"] symbol src/rocket-v2/index:
  @acme/lib.rocketV2.Rocket
  @acme/lib.rocketV2.Rocket.Nested
[dependencies dependencyClosure metadata name readme schema targets version]
`
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestTogetherAgain puts an assembly together again from all its parts.
func TestTogetherAgain(t *testing.T) {
	a, err := Read(strings.NewReader(small))
	if err != nil {
		t.Fatal(err)
	}
	members, types, submodules := maps.Clone(a.Head), map[string]json.RawMessage{}, map[string]json.RawMessage{}
	for _, p := range a.Parts {
		maps.Copy(types, p.Types)
		maps.Copy(submodules, p.Submodules)
	}
	members["types"], members["submodules"] = Object(types), Object(submodules)
	var want, got any
	if err := json.Unmarshal([]byte(small), &want); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(Object(members), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestGoModule(t *testing.T) {
	for _, test := range []struct{ module, pkg, name, version, want string }{
		{"example.com/go", "google", "@cdktf/provider-google", "16.12.1", "example.com/go/google/v16"},
		{"example.com/go", "", "@acme/some_Lib-x", "1.9.0", "example.com/go/acmesomelibx"},
		{"example.com/go", "", "lib", "0.1.0", "example.com/go/lib"},
		{"example.com/go", "", "lib", "2.0.0-pre.1", "example.com/go/lib/v2"},
	} {
		got := goTarget{ModuleName: test.module, PackageName: test.pkg}.module(test.name, test.version)
		if got != test.want {
			t.Errorf("%+v: got %s", test, got)
		}
	}
}

func TestMistakes(t *testing.T) {
	head := `"schema": "jsii/0.10.0", "name": "x", "version": "1.0.0", "targets": {"go": {"moduleName": "m"}}`
	for text, want := range map[string]string{
		``:                                       "not a jsii assembly: EOF",
		`[]`:                                     "not a jsii assembly: [ where an object should be",
		`{"a": `:                                 "not a jsii assembly: EOF",
		`{"a": [`:                                "not a jsii assembly: unexpected EOF",
		`{}`:                                     `a jsii assembly of schema "", but only "jsii/0.10.0" is known`,
		`{"schema": 7}`:                          "not a jsii assembly: json: cannot unmarshal number into Go struct field head.schema of type string",
		`{"schema": "jsii/0.10.0", "name": "x"}`: "a jsii assembly without name or version",
		`{"schema": "jsii/0.10.0", "name": "x", "version": "1.0"}`: "x is not made for Go: its jsii assembly has no targets.go.moduleName",
		`{` + head + `, "types": []}`:                              "not a jsii assembly: [ where an object should be",
		`{` + head + `, "types": {"y.A": {}}}`:                     `the jsii assembly of x has a foreign name in it: "y.A"`,
		`{` + head + `, "submodules": {"x.": {}}}`:                 `the jsii assembly of x has a foreign name in it: "x."`,
		`{` + head + `, "submodules": {"x.a": 1}}`:                 "not a jsii assembly: submodule x.a: json: cannot unmarshal number into Go value of type assembly.submodule",
	} {
		if _, err := Read(strings.NewReader(text)); err == nil || err.Error() != want {
			t.Errorf("%s\ngot  %v\nwant %s", text, err, want)
		}
	}
	redirect := `{"schema": "jsii/file-redirect", "compression": "gzip", "filename": ".jsii.gz"}`
	if _, err := Read(strings.NewReader(redirect)); !errors.Is(err, ErrRedirect) {
		t.Errorf("a redirect: got %v", err)
	}
}

// FuzzRead reads anything without panic, and writes parts that are JSON.
func FuzzRead(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte(`{"schema": "jsii/file-redirect"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := Read(strings.NewReader(string(data)))
		if err != nil {
			return
		}
		for _, p := range a.Parts {
			var f Fragment
			if err := json.Unmarshal(p.JSON(), &f); err != nil {
				t.Errorf("%s: %v", p.JSON(), err)
			}
			if diff := cmp.Diff(slices.Sorted(maps.Keys(p.Types)), slices.Sorted(maps.Keys(f.Types))); diff != "" {
				t.Error(diff)
			}
		}
	})
}
