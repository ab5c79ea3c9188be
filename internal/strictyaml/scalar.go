package strictyaml

import (
	"reflect"
	"regexp"
	"strconv"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// scalar decodes text, a number or a truth value.
func (d *decoder) scalar(node ast.Node, into reflect.Value, path string) bool {
	switch into.Kind() {
	case reflect.String:
		if text, ok := textOf(node); ok {
			into.SetString(text)
			return true
		}
		allowed := "text"
		if isPlain(node) {
			allowed += ": put the value in quotes"
		}
		d.wrongType(node, path, allowed)
	case reflect.Bool:
		if truth, ok := node.(*ast.BoolNode); ok {
			into.SetBool(truth.Value)
			return true
		}
		d.wrongType(node, path, "true or false")
	case reflect.Float64:
		if number, ok := numberOf(node); ok {
			into.SetFloat(number)
			return true
		}
		d.wrongType(node, path, "a number in decimal, as in 10 or 0.5")
	default:
		panic("strictyaml: unsupported type " + into.Type().String())
	}
	return false
}

// textOf is the value of quoted text, of a block of text, and of plain text that
// is nothing else.
func textOf(node ast.Node) (string, bool) {
	switch typed := node.(type) {
	case *ast.StringNode:
		return typed.Value, !plain(typed) || !decimal.MatchString(typed.Value)
	case *ast.LiteralNode:
		return typed.Value.Value, true
	}
	return "", false
}

// isPlain reports whether a value would be text if it stood in quotes.
func isPlain(node ast.Node) bool {
	switch node.(type) {
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode, *ast.StringNode:
		return true
	}
	return false
}

// plain reports whether text is not in quotes.
func plain(text *ast.StringNode) bool { return text.Token.Type == token.StringType }

// decimal are the numbers that every reader of YAML takes for the same: 012,
// 1_000 and 0x10 are not among them.
//
// https://yaml.org/spec/1.2.2/#1022-tag-resolution
var decimal = regexp.MustCompile(`^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$`)

func numberOf(node ast.Node) (float64, bool) {
	text := node.GetToken().Value
	switch typed := node.(type) {
	case *ast.IntegerNode, *ast.FloatNode:
	case *ast.StringNode: // the parser does not know 1e3
		if !plain(typed) {
			return 0, false
		}
	default:
		return 0, false
	}
	if !decimal.MatchString(text) {
		return 0, false
	}
	number, err := strconv.ParseFloat(text, 64)
	return number + 0, err == nil // -0 is 0
}
