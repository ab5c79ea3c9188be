package stacks_test

import (
	"encoding/json"
	"path/filepath"
	"testing"

	"github.com/invopop/jsonschema"

	"github.com/tandem-iac/tandem/stacks"
)

// environments/schema.json is for editors: the keys of an environment file, with
// the comments of the Go types as descriptions. It is made here and nowhere
// else, with -update.
func TestSchemaIsCurrent(t *testing.T) {
	reflector := jsonschema.Reflector{
		FieldNameTag:               "yaml",
		RequiredFromJSONSchemaTags: true,
		ExpandedStruct:             true,
	}
	if err := reflector.AddGoComments("github.com/tandem-iac/tandem/stacks", "./"); err != nil {
		t.Fatal(err)
	}
	schema := reflector.Reflect(&stacks.Environment{})
	schema.ID = ""
	schema.Title = "Tandem environment"
	text, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	compareGolden(t, filepath.Join(root, "environments", "schema.json"), string(text)+"\n")
}
