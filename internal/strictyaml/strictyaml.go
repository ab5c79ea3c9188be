// Package strictyaml decodes a YAML document into Go structs and reports
// everything that does not fit, each with its position and key path: unknown
// keys, duplicate keys and values of the wrong type. Nothing is converted: a
// number where text is expected is an error, not text. What YAML readers
// understand differently from each other is refused.
//
// A struct's fields are named by their yaml tags. Supported are pointers to
// string, float64, bool and structs, slices of *string, and maps from string to
// any of these.
//
// A document may be hostile: its size, its depth and what its aliases stand for
// are bounded, and no document makes Decode panic.
package strictyaml

import (
	"fmt"
	"reflect"
	"sort"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// Position is a place in a file. Lines and columns, which are characters, count
// from 1.
type Position struct {
	File         string
	Line, Column int
}

// String is file:line:column.
func (p Position) String() string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column) }

// Error is one thing wrong with a document.
type Error struct {
	Position
	Path    string // the key path, "" for the document itself
	Message string
}

// Error is position, path and message on one line.
func (e *Error) Error() string {
	if e.Path == "" {
		return e.Position.String() + ": " + e.Message
	}
	return fmt.Sprintf("%s: %s: %s", e.Position, e.Path, e.Message)
}

// Errors are the things wrong with one or more documents.
type Errors []*Error

// Error is the errors, a line each.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, err := range e {
		lines[i] = err.Error()
	}
	return strings.Join(lines, "\n")
}

// Sort orders errors by file, line and column.
func (e Errors) Sort() {
	sort.SliceStable(e, func(i, j int) bool {
		a, b := e[i], e[j]
		switch {
		case a.File != b.File:
			return a.File < b.File
		case a.Line != b.Line:
			return a.Line < b.Line
		}
		return a.Column < b.Column
	})
}

// Document knows where the values of a decoded document stand, and gathers what
// is wrong with them.
type Document struct {
	file      string
	positions map[string]Position
	refused   map[string]bool // key paths whose values are of the wrong type
	errors    Errors
}

// Decode reads source into the struct that into points to. What fits is set
// even where other things do not. Errors are found in the returned document.
func Decode(file string, source []byte, into any) *Document {
	d := &decoder{
		Document: &Document{file: file, positions: map[string]Position{"": {file, 1, 1}}, refused: map[string]bool{}},
		anchors:  map[string]*ast.AnchorNode{},
		open:     map[string]bool{},
		said:     map[string]bool{},
		unknown:  map[unknown]bool{},
	}
	if body := d.parse(source); body != nil {
		d.value(body, reflect.ValueOf(into).Elem(), "")
	}
	return d.Document
}

// Errors returns what has been found wrong so far, in the order of the file.
func (d *Document) Errors() Errors {
	d.errors.Sort()
	return d.errors
}

// At returns where the value of a key path stands, or the nearest value around
// it when the path itself is not in the document.
func (d *Document) At(path string) Position {
	for {
		if position, ok := d.positions[path]; ok {
			return position
		}
		path = parent(path)
	}
}

// parent is the key path of the value around the one of a path.
func parent(path string) string {
	return path[:max(strings.LastIndexByte(path, '.'), strings.LastIndexByte(path, '['), 0)]
}

// Has reports whether the document gives a value for a key path.
func (d *Document) Has(path string) bool {
	_, ok := d.positions[path]
	return ok
}

// Report adds something wrong with the value of a key path, unless that value or
// one around it has been refused already: what could not be read is not missing
// as well.
func (d *Document) Report(path string, err error) {
	for around := path; ; around = parent(around) {
		if d.refused[around] {
			return
		}
		if around == "" {
			break
		}
	}
	d.errors = append(d.errors, &Error{Position: d.At(path), Path: path, Message: err.Error()})
}
