package npmtest

// Core are the packages that every provider builds on.
var Core = map[string]Library{
	"cdktf": {
		Name: "cdktf", Version: "0.21.0",
		GoModule: "github.com/hashicorp/terraform-cdk-go", GoPackage: "cdktf",
		Dependencies: map[string]string{"constructs": "^10.4.2"},
	},
	"constructs": {
		Name: "constructs", Version: "10.4.3",
		GoModule: "github.com/aws/constructs-go",
	},
}

// Demo is a provider. Its submodule thingPolicy mentions a type of thing, and
// the JavaScript of dataDemoThing loads that of thing.
func Demo(version string) Library {
	return Library{
		Name: "@cdktf/provider-demo", Version: version,
		GoModule: "github.com/cdktf/cdktf-provider-demo-go", GoPackage: "demo",
		Dependencies: map[string]string{"cdktf": "^0.21.0", "constructs": "^10.4.2"},
		Submodules: []Submodule{
			{Name: "bucket", Types: map[string][]string{"Bucket": {"bucket.BucketConfig"}, "BucketConfig": nil}},
			{Name: "dataDemoThing", Types: map[string][]string{"DataDemoThing": nil}, Loads: []string{"thing"}},
			{Name: "provider", Types: map[string][]string{"DemoProvider": nil}},
			{Name: "thing", Types: map[string][]string{"Thing": nil}},
			{Name: "thingPolicy", Types: map[string][]string{"ThingPolicy": {"thing.Thing"}}},
		},
	}
}

// acme is a provider that CDKTF does not publish, and that cannot be cut.
var acme = Library{
	Name: "@acme/provider-acme", Version: "1.0.0",
	GoModule: "example.com/go", GoPackage: "acme",
	Dependencies: map[string]string{"cdktf": "^0.21.0", "constructs": "^10.4.2"},
	Submodules: []Submodule{
		{Name: "anvil", Types: map[string][]string{"Anvil": nil}},
		{Name: "rocket", Types: map[string][]string{"Rocket": nil}},
	},
	RootTypes: []string{"Coyote"},
}

// tiny is a second prebuilt provider.
var tiny = Library{
	Name: "@cdktf/provider-tiny", Version: "1.0.0",
	GoModule: "github.com/cdktf/cdktf-provider-tiny-go", GoPackage: "tiny",
	Dependencies: map[string]string{"cdktf": "^0.21.0", "constructs": "^10.4.2"},
	Submodules:   []Submodule{{Name: "pin", Types: map[string][]string{"Pin": nil}}},
}

// moved is a provider whose Go module has another path than its name says.
var moved = Library{
	Name: "@cdktf/provider-moved", Version: "1.0.0",
	GoModule: "example.com/elsewhere", GoPackage: "moved",
}

// registry is every package that the fake npm can download.
var registry = packages()

func packages() map[string]Package {
	all := map[string]Package{
		"@cdktf/provider-plain@1.0.0":  {"package.json": `{"name": "@cdktf/provider-plain", "version": "1.0.0"}`},
		"@cdktf/provider-future@1.0.0": {"package.json": `{}`, ".jsii": `{"schema": "jsii/2.0", "name": "x"}`},
		"@cdktf/provider-broken@1.0.0": {"package.json": `{}`, ".jsii": `{"schema": "jsii/0.10`},
	}
	oldest := Core["constructs"]
	oldest.Version = "10.4.2"
	for _, l := range []Library{Core["cdktf"], Core["constructs"], oldest, Demo("2.1.0"), Demo("2.2.0"), acme, tiny, moved} {
		all[l.Name+"@"+l.Version] = l.Package()
	}
	return all
}
