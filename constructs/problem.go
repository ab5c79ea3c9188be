package constructs

import (
	"fmt"
	"sort"

	"github.com/tandem-iac/tandem/internal/gcp"
)

// Problem is something wrong with one field of a config.
type Problem struct {
	// Field is the field's name as Terraform and the environment file write
	// it, with dots between levels: "retry_config.retry_count".
	Field string
	// Err says what was given, what is allowed and what to do.
	Err error
}

// Error is the field and what is wrong with it.
func (p Problem) Error() string { return p.Field + ": " + p.Err.Error() }

// problems gathers what is wrong with a config, in the order of its fields.
type problems []Problem

func (p *problems) add(field string, err error) {
	if err != nil {
		*p = append(*p, Problem{Field: field, Err: err})
	}
}

// text checks an optional text. Tokens pass.
func (p *problems) text(field string, given *string, rule gcp.Rule) {
	if text, known := literal(given); known {
		p.add(field, rule.Check(text))
	}
}

// required checks a text that has to be there. Tokens pass.
func (p *problems) required(field string, given *string, rule gcp.Rule) {
	if given == nil {
		p.missing(field, rule.Allowed)
		return
	}
	p.text(field, given, rule)
}

func (p *problems) missing(field, allowed string) {
	p.add(field, fmt.Errorf("missing; allowed: %s", allowed))
}

// duration checks an optional duration. Tokens pass.
func (p *problems) duration(field string, given *string, limits gcp.DurationRange) {
	if text, known := literal(given); known {
		p.add(field, limits.Check(text))
	}
}

// number checks an optional number. Tokens pass.
func (p *problems) number(field string, given *float64, limits gcp.Range) {
	if given != nil && !numberToken(*given) {
		p.add(field, limits.Check(*given))
	}
}

// texts checks the values, and where keyRule is set the keys, of a map.
func (p *problems) texts(field string, given *map[string]*string, keyRule, valueRule gcp.Rule) {
	if given == nil {
		return
	}
	for _, key := range sortedKeys(*given) {
		p.add(field+"."+key, keyRule.Check(key))
		p.text(field+"."+key, (*given)[key], valueRule)
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
