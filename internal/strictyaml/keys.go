package strictyaml

import (
	"fmt"
	"regexp"

	"github.com/goccy/go-yaml/ast"
)

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
		if !d.counted(value, path) {
			break
		}
		name, ok := keyText(value.Key)
		if !ok {
			d.fail(value.Key, path, "given %s for a key; allowed: text, without anchor, alias or tag", kindOf(value.Key))
			continue
		}
		if first, duplicate := seen[name]; duplicate {
			d.fail(value.Key, Join(path, name), "duplicate key; first given in line %d; leave one of the two out", d.position(first.GetToken()).Line)
			continue
		}
		seen[name] = value.Key
		if value.Key.IsMergeKey() {
			merged = append(merged, d.merged(value, path)...)
			continue
		}
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

// merged are the keys and values that a merge key brings in.
func (d *decoder) merged(value *ast.MappingValueNode, path string) []pair {
	source, done := d.follow(value.Value, path)
	defer done()
	if source == nil {
		return nil
	}
	pairs, ok := d.pairs(source, path)
	if !ok {
		d.fail(value.Key, path, "given %s for the merge key <<; allowed: the alias of a mapping", kindOf(source))
	}
	return pairs
}

// keyText is a key's text, without quotes; numbers and truth values are taken as
// they are written.
func keyText(key ast.Node) (string, bool) {
	switch typed := key.(type) {
	case *ast.StringNode:
		return typed.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode, *ast.MergeKeyNode:
		return typed.GetToken().Value, true
	}
	return "", false
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
