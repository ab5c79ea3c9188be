package strictyaml

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"github.com/tandem-iac/tandem/internal/gcp"
)

// decoder is a document while it is read.
type decoder struct {
	*Document
	lines   []string // of the document
	lengths []int    // of the lines, in characters
	anchors map[string]*ast.AnchorNode
	open    map[string]bool // anchors being decoded
	said    map[string]bool // errors, by place and text
	unknown map[unknown]bool
	count   int // values met so far
}

// position is where a token stands. The parser makes tokens for values that are
// left out, one column behind their keys, which may be behind the line.
func (d *decoder) position(t *token.Token) Position {
	if t == nil || t.Position == nil {
		return Position{d.file, 1, 1}
	}
	line := min(max(t.Position.Line, 1), len(d.lengths))
	return Position{d.file, line, min(max(t.Position.Column, 1), d.lengths[line-1]+1)}
}

// fail adds something wrong with the value of a key path, unless the same place
// has been refused already: an alias brings it up once more.
func (d *decoder) fail(node ast.Node, path, format string, arguments ...any) {
	one := Error{Position: d.position(start(node)), Path: path, Message: fmt.Sprintf(format, arguments...)}
	place := fmt.Sprint(one.Position, one.Message)
	if !d.said[place] {
		d.said[place] = true
		d.errors = append(d.errors, &one)
	}
}

// value decodes a node into a Go value of a supported type.
func (d *decoder) value(node ast.Node, into reflect.Value, path string) {
	if !d.counted(node, path) {
		return
	}
	node, done := d.follow(node, path)
	defer done()
	if node == nil {
		return
	}
	d.positions[path] = d.position(start(node))
	if into.Kind() == reflect.Pointer {
		fresh := reflect.New(into.Type().Elem())
		if d.decode(node, fresh.Elem(), path) {
			into.Set(fresh)
		}
		return
	}
	d.decode(node, into, path)
}

// mostValues bounds how many values a document may stand for once its aliases
// are followed.
const mostValues = 100_000

// counted reports whether there is room for one more value.
func (d *decoder) counted(node ast.Node, path string) bool {
	if d.count++; d.count <= mostValues {
		return true
	}
	if d.count == mostValues+1 {
		d.refused[path] = true
		d.fail(node, path, "more than %d values once aliases are followed; write fewer", mostValues)
	}
	return false
}

// decode reports whether the value was of the right type.
func (d *decoder) decode(node ast.Node, into reflect.Value, path string) bool {
	switch into.Kind() {
	case reflect.Struct:
		return d.structure(node, into, path)
	case reflect.Map:
		return d.mapping(node, into, path)
	case reflect.Slice:
		return d.sequence(node, into, path)
	default:
		return d.scalar(node, into, path)
	}
}

// structure decodes a mapping whose keys are the fields of a struct.
func (d *decoder) structure(node ast.Node, into reflect.Value, path string) bool {
	pairs, ok := d.pairs(node, path)
	if !ok {
		d.wrongType(node, path, "a mapping with the keys "+strings.Join(fieldNames(into.Type()), ", "))
		return false
	}
	for _, pair := range pairs {
		field, known := fieldByTag(into, pair.name)
		if !known {
			d.unknownKey(pair, path, into.Type())
			continue
		}
		d.value(pair.value, field, Join(path, pair.name))
	}
	return true
}

func (d *decoder) unknownKey(p pair, path string, of reflect.Type) {
	where := unknown{of, p.key.GetToken()}
	if d.unknown[where] {
		return // an alias brings it up once more
	}
	d.unknown[where] = true
	names := fieldNames(of)
	message := "unknown key; "
	if remedy := gcp.DidYouMean(p.name, names); remedy != "" {
		message += remedy + " "
	}
	d.fail(p.key, Join(path, p.name), "%sallowed: %s", message, strings.Join(names, ", "))
}

// unknown is a key, where it stands, that a struct does not have.
type unknown struct {
	of  reflect.Type
	key *token.Token
}

// fieldNames are the yaml tags of a struct's fields, in their order.
func fieldNames(t reflect.Type) []string {
	var names []string
	for i := range t.NumField() {
		if tag := t.Field(i).Tag.Get("yaml"); tag != "" && tag != "-" {
			names = append(names, tag)
		}
	}
	return names
}

func fieldByTag(of reflect.Value, tag string) (reflect.Value, bool) {
	for i := range of.NumField() {
		if of.Type().Field(i).Tag.Get("yaml") == tag && tag != "-" {
			return of.Field(i), true
		}
	}
	return reflect.Value{}, false
}

// mapping decodes a mapping with any keys.
func (d *decoder) mapping(node ast.Node, into reflect.Value, path string) bool {
	pairs, ok := d.pairs(node, path)
	if !ok {
		d.wrongType(node, path, "a mapping")
		return false
	}
	into.Set(reflect.MakeMap(into.Type()))
	for _, pair := range pairs {
		entry := reflect.New(into.Type().Elem()).Elem()
		d.value(pair.value, entry, Join(path, pair.name))
		// The key stays where its value was refused: what refers to it is
		// not wrong as well.
		if entry.Kind() == reflect.Pointer && entry.IsNil() {
			entry.Set(reflect.New(entry.Type().Elem()))
		}
		into.SetMapIndex(reflect.ValueOf(pair.name), entry)
	}
	return true
}

// sequence decodes a list.
func (d *decoder) sequence(node ast.Node, into reflect.Value, path string) bool {
	list, ok := node.(*ast.SequenceNode)
	if !ok {
		d.wrongType(node, path, "a list")
		return false
	}
	into.Set(reflect.MakeSlice(into.Type(), 0, len(list.Values)))
	for i, value := range list.Values {
		entry := reflect.New(into.Type().Elem()).Elem()
		d.value(value, entry, fmt.Sprintf("%s[%d]", path, i))
		if entry.Kind() != reflect.Pointer || !entry.IsNil() {
			into.Set(reflect.Append(into, entry))
		}
	}
	return true
}

// wrongType reports a value of another type than the allowed one.
func (d *decoder) wrongType(node ast.Node, path, allowed string) {
	d.refused[path] = true
	d.fail(node, path, "given %s; allowed: %s", kindOf(node), allowed)
}

// kindOf names a node's type and, for scalars, its text.
func kindOf(node ast.Node) string {
	text := node.GetToken().Value
	switch node.(type) {
	case *ast.NullNode:
		return "nothing"
	case *ast.MappingNode, *ast.MappingValueNode:
		return "a mapping"
	case *ast.SequenceNode:
		return "a list"
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return "the number " + text
	case *ast.AnchorNode:
		return "an anchor"
	case *ast.AliasNode:
		return "an alias"
	case *ast.MappingKeyNode:
		return "a question mark"
	case *ast.BoolNode:
		return "the truth value " + text
	case *ast.TagNode:
		return "the tag " + text
	}
	if value, ok := textOf(node); ok {
		return "the text " + quote(value)
	}
	if decimal.MatchString(text) {
		return "the number " + text
	}
	return quote(text)
}

// quote keeps a long text from drowning its message.
func quote(text string) string {
	const longest = 80
	if runes := []rune(text); len(runes) > longest {
		text = string(runes[:longest]) + "…"
	}
	return strconv.Quote(text)
}
