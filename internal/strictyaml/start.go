package strictyaml

import (
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// start is the first token of a node. The parser itself gives the colon for a
// mapping in block form.
func start(node ast.Node) *token.Token {
	switch typed := node.(type) {
	case *ast.MappingNode:
		if !typed.IsFlowStyle && len(typed.Values) > 0 {
			return typed.Values[0].Key.GetToken()
		}
	case *ast.MappingValueNode:
		return typed.Key.GetToken()
	}
	return node.GetToken()
}
