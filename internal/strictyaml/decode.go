package strictyaml

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/tandem-iac/tandem/internal/gcp"
)

// value decodes a node into a Go value of a supported type.
func (d *decoder) value(node ast.Node, into reflect.Value, path string) {
	if d.count++; d.count > mostValues {
		if !d.exceeded {
			d.exceeded = true
			d.fail(node, path, "more than %d values once aliases are followed; write fewer", mostValues)
		}
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

// follow undoes anchors and aliases. done ends the use of an alias.
func (d *decoder) follow(node ast.Node, path string) (_ ast.Node, done func()) {
	var followed []string
	done = func() {
		for _, name := range followed {
			delete(d.open, name)
		}
	}
	for {
		switch typed := node.(type) {
		case *ast.AnchorNode:
			node = typed.Value
		case *ast.AliasNode:
			name := typed.Value.GetToken().Value
			target, known := d.anchors[name]
			if !known || d.open[name] {
				reason := "no such anchor"
				if known {
					reason = "it contains itself"
				}
				d.fail(typed, path, "the alias *%s cannot be followed: %s", name, reason)
				return nil, done
			}
			d.open[name] = true
			followed = append(followed, name)
			node = target
		default:
			return node, done
		}
	}
}

// pair is a key of a mapping and its value.
type pair struct {
	key   ast.Node
	name  string
	value ast.Node
}

// pairs returns the keys and values of a mapping, each key once: duplicates are
// reported, and merged-in keys give way to the mapping's own. It reports false
// when the node is no mapping.
func (d *decoder) pairs(node ast.Node, path string) ([]pair, bool) {
	var values []*ast.MappingValueNode
	switch typed := node.(type) {
	case *ast.MappingNode:
		values = typed.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{typed}
	default:
		return nil, false
	}
	var own, merged []pair
	seen := map[string]ast.Node{}
	for _, value := range values {
		if d.count++; d.count > mostValues {
			break
		}
		if value.Key.IsMergeKey() {
			source, done := d.follow(value.Value, path)
			if source != nil {
				more, ok := d.pairs(source, path)
				if !ok {
					d.fail(value.Key, path, "the merge key << takes an alias of a mapping")
				}
				merged = append(merged, more...)
			}
			done()
			continue
		}
		name := keyName(value.Key)
		if first, duplicate := seen[name]; duplicate {
			d.fail(value.Key, Join(path, name), "duplicate key; first given in line %d; leave one of the two out", d.position(first.GetToken()).Line)
			continue
		}
		seen[name] = value.Key
		own = append(own, pair{value.Key, name, value.Value})
	}
	for _, more := range merged {
		if _, overridden := seen[more.name]; !overridden {
			seen[more.name] = more.key
			own = append(own, more)
		}
	}
	return own, true
}

// keyName is a key's text, without quotes.
func keyName(key ast.MapKeyNode) string {
	if text, ok := key.(*ast.StringNode); ok {
		return text.Value
	}
	return key.GetToken().Value
}

var plainKey = regexp.MustCompile(`^[A-Za-z0-9_/-]+$`)

// Join adds a key to a key path.
func Join(path, key string) string {
	if !plainKey.MatchString(key) {
		key = fmt.Sprintf("%q", key)
	}
	if path == "" {
		return key
	}
	return path + "." + key
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
			d.unknownKey(pair, path, fieldNames(into.Type()))
			continue
		}
		d.value(pair.value, field, Join(path, pair.name))
	}
	return true
}

func (d *decoder) unknownKey(p pair, path string, names []string) {
	message := "unknown key; "
	if remedy := gcp.DidYouMean(p.name, names); remedy != "" {
		message += remedy + " "
	}
	d.fail(p.key, Join(path, p.name), "%sallowed: %s", message, strings.Join(names, ", "))
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

// scalar decodes text, a number or a truth value.
func (d *decoder) scalar(node ast.Node, into reflect.Value, path string) bool {
	switch into.Kind() {
	case reflect.String:
		if text, ok := textOf(node); ok {
			into.SetString(text)
			return true
		}
		allowed := "text"
		if isScalar(node) {
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
		d.wrongType(node, path, "a number")
	default:
		panic("strictyaml: unsupported type " + into.Type().String())
	}
	return false
}

func textOf(node ast.Node) (string, bool) {
	switch typed := node.(type) {
	case *ast.StringNode:
		return typed.Value, true
	case *ast.LiteralNode:
		return typed.Value.Value, true
	}
	return "", false
}

func numberOf(node ast.Node) (float64, bool) {
	switch typed := node.(type) {
	case *ast.IntegerNode:
		switch number := typed.Value.(type) {
		case int64:
			return float64(number), true
		case uint64:
			return float64(number), true
		}
	case *ast.FloatNode:
		return typed.Value, true
	}
	return 0, false
}

func isScalar(node ast.Node) bool {
	switch node.(type) {
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return true
	}
	return false
}

// wrongType reports a value of another type than the allowed one.
func (d *decoder) wrongType(node ast.Node, path, allowed string) {
	d.refused[path] = true
	position := d.position(start(node))
	d.errors = append(d.errors, &Error{Position: position, Path: path, Message: fmt.Sprintf("given %s; allowed: %s", kindOf(node), allowed)})
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
	case *ast.BoolNode:
		return "the truth value " + text
	case *ast.TagNode:
		return "the tag " + text
	}
	if text, ok := textOf(node); ok {
		return fmt.Sprintf("the text %q", text)
	}
	return fmt.Sprintf("%q", text)
}
