package strictyaml

import (
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// findAnchors notes every anchored node by its name. A name given twice is
// refused: readers differ in which of the two an alias stands for.
func (d *decoder) findAnchors(body ast.Node) {
	ast.Walk(anchorFinder{d}, body)
}

type anchorFinder struct{ *decoder }

// Visit implements ast.Visitor.
func (f anchorFinder) Visit(node ast.Node) ast.Visitor {
	anchor, ok := node.(*ast.AnchorNode)
	if !ok || anchor.Name == nil {
		return f
	}
	name := anchor.Name.GetToken().Value
	if first, taken := f.anchors[name]; taken {
		f.fail(anchor, "", "the anchor &%s is given twice; first given in line %d; choose another name", name, f.position(first.GetToken()).Line)
		return f
	}
	f.anchors[name] = anchor
	return f
}

// follow undoes anchors and aliases, and is nil after an error. Until done is
// called, the anchors it went through cannot be followed again.
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
			name := typed.Name.GetToken().Value
			d.open[name] = true
			followed = append(followed, name)
			node = typed.Value
		case *ast.AliasNode:
			name := typed.Value.GetToken().Value
			anchor, known := d.anchors[name]
			reason := ""
			switch {
			case !known:
				reason = "no such anchor"
			case d.open[name]:
				reason = "it contains itself"
			case !before(anchor.GetToken(), typed.GetToken()):
				reason = "its anchor stands behind it"
			}
			if reason != "" {
				d.refused[path] = true
				d.fail(typed, path, "the alias *%s cannot be followed: %s", name, reason)
				return nil, done
			}
			node = anchor
		default:
			return node, done
		}
	}
}

// before reports whether a token stands before another one.
func before(a, b *token.Token) bool {
	if a.Position.Line != b.Position.Line {
		return a.Position.Line < b.Position.Line
	}
	return a.Position.Column < b.Position.Column
}
