package stacks_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/invopop/jsonschema"

	"github.com/tandem-iac/tandem/stacks"
)

// schema is that of environment files, with the comments of the Go types as
// descriptions.
func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
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
	nameKeys(schema)
	for _, definition := range schema.Definitions {
		nameKeys(definition)
	}
	return schema
}

// nameKeys lets descriptions begin with the key of the file, where the Go comment
// begins with the field's name.
func nameKeys(of *jsonschema.Schema) {
	for pair := of.Properties.Oldest(); pair != nil; pair = pair.Next() {
		field, rest, _ := strings.Cut(strings.Join(strings.Fields(pair.Value.Description), " "), " ")
		if strings.EqualFold(field, strings.ReplaceAll(pair.Key, "_", "")) {
			field = pair.Key
		}
		pair.Value.Description = field + " " + rest
	}
}

// environments/schema.json is for editors. It is made here and nowhere else,
// with -update.
func TestSchemaIsCurrent(t *testing.T) {
	text, err := json.MarshalIndent(schema(t), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	compareGolden(t, filepath.Join(root, "environments", "schema.json"), string(text)+"\n")
}

// docs/environment-file.md lists the same keys for people.
func TestGuideToTheEnvironmentFileIsCurrent(t *testing.T) {
	path := filepath.Join(root, "docs", "environment-file.md")
	const mark = "<!-- The tables below are written by `go test ./stacks -update`. -->\n"
	introduction, _, found := strings.Cut(readFile(t, path), mark)
	if !found {
		t.Fatalf("%s has no line %s", path, mark)
	}
	all := schema(t)
	var tables strings.Builder
	writeTable(&tables, "The file", all)
	for _, section := range []struct{ title, kind string }{
		{"services.KEY", "Service"}, {"schedules.KEY", "Schedule"}, {"schedules.KEY.retry_config", "RetryConfig"},
		{"services.KEY.identity, schedules.KEY.identity", "Identity"},
		{"backend", "Backend"}, {"backend.gcs", "GCSBackend"}, {"backend.remote", "RemoteBackend"},
		{"backend.cloud", "CloudBackend"}, {"backend.s3", "S3Backend"}, {"backend.http", "HTTPBackend"},
	} {
		writeTable(&tables, "`"+section.title+"`", all.Definitions[section.kind])
	}
	compareGolden(t, path, introduction+mark+tables.String())
}

func writeTable(out *strings.Builder, title string, of *jsonschema.Schema) {
	fmt.Fprintf(out, "\n## %s\n\n| key | value | |\n| --- | --- | --- |\n", title)
	required := map[string]bool{}
	for _, key := range of.Required {
		required[key] = true
	}
	for pair := of.Properties.Oldest(); pair != nil; pair = pair.Next() {
		description := pair.Value.Description
		if required[pair.Key] {
			description += " Required."
		}
		fmt.Fprintf(out, "| `%s` | %s | %s |\n", pair.Key, kind(pair.Value), description)
	}
}

// kind names the type of a value.
func kind(of *jsonschema.Schema) string {
	switch {
	case of.Ref != "":
		return "mapping, see below"
	case of.Type == "object" && of.AdditionalProperties != nil && of.AdditionalProperties.Ref != "":
		return "mapping of keys, see below"
	case of.Type == "object":
		return "mapping of texts"
	case of.Type == "array":
		return "list of texts"
	case of.Type == "string":
		return "text"
	case of.Type == "boolean":
		return "true or false"
	}
	return of.Type
}
