package strictyaml

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// Bounds of a document's text. The tokenizer's time grows with the square of the
// empty lines behind a block of text.
const (
	mostBytes      = 1 << 20
	mostEmptyLines = 50 // in a row
)

// unreadable is why a document cannot be read at all.
type unreadable struct {
	position Position // without the file
	message  string
}

func (u *unreadable) Error() string { return u.message }

// unreadableAt makes an error of a place in the text.
func unreadableAt(text []byte, offset int, format string, arguments ...any) error {
	before := text[:offset]
	line := before[bytes.LastIndexByte(before, '\n')+1:]
	return &unreadable{
		Position{Line: bytes.Count(before, []byte{'\n'}) + 1, Column: utf8.RuneCount(line) + 1},
		fmt.Sprintf(format, arguments...),
	}
}

// parse returns the one document of the source, or nil after an error.
func (d *decoder) parse(source []byte) ast.Node {
	text, err := normalized(source)
	if err == nil {
		d.lines = strings.Split(string(text), "\n")
		for _, line := range d.lines {
			d.lengths = append(d.lengths, utf8.RuneCountInString(line))
		}
		var body ast.Node
		body, err = document(string(text))
		if err == nil {
			d.findAnchors(body)
			return body
		}
	}
	d.refused[""] = true
	d.errors = append(d.errors, d.unreadable(err))
	return nil
}

// unreadable says where and why a document cannot be read. The parser's own
// errors are not asked for their text: that shows the whole document.
func (d *decoder) unreadable(err error) *Error {
	var why *unreadable
	if errors.As(err, &why) {
		return &Error{Position: Position{d.file, why.position.Line, why.position.Column}, Message: why.message}
	}
	var syntax yaml.Error
	if errors.As(err, &syntax) {
		position := d.position(syntax.GetToken())
		line := d.lines[position.Line-1]
		indentation := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
		if tab := strings.IndexByte(indentation, '\t'); tab >= 0 {
			return &Error{Position: Position{d.file, position.Line, tab + 1}, Message: notYAML + "a tab in the indentation; indent with spaces"}
		}
		return &Error{Position: position, Message: notYAML + onOneLine(syntax.GetMessage())}
	}
	return &Error{Position: Position{d.file, 1, 1}, Message: notYAML + "a bracket, a quote or the indentation is not as it should be"}
}

const notYAML = "not readable as YAML: "

// onOneLine shows control characters as escapes.
func onOneLine(message string) string {
	var shown strings.Builder
	for _, r := range message {
		if unicode.IsControl(r) {
			fmt.Fprintf(&shown, `\u%04X`, r)
			continue
		}
		shown.WriteRune(r)
	}
	return shown.String()
}

// normalized is a source without byte order mark and with line feeds only, once
// it is known to be text.
func normalized(source []byte) ([]byte, error) {
	if len(source) > mostBytes {
		return nil, unreadableAt(source, 0, "%d bytes; allowed: at most %d", len(source), mostBytes)
	}
	for _, mark := range []string{"\xff\xfe", "\xfe\xff"} {
		if bytes.HasPrefix(source, []byte(mark)) {
			return nil, unreadableAt(source, 0, "not UTF-8 text but UTF-16; save the file as UTF-8")
		}
	}
	text := bytes.TrimPrefix(source, []byte("\ufeff"))
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte{'\n'})
	for offset := 0; offset < len(text); {
		r, size := utf8.DecodeRune(text[offset:])
		switch {
		case r == utf8.RuneError && size == 1:
			return nil, unreadableAt(text, offset, "not UTF-8 text; save the file as UTF-8")
		case !printable(r):
			return nil, unreadableAt(text, offset, `the character U+%04X; allowed: its escape in double quotes, as in "\u%04X"`, r, r)
		}
		offset += size
	}
	if run := emptyLines(text); run >= 0 {
		return nil, unreadableAt(text, run, "more than %d empty lines in a row; leave some out", mostEmptyLines)
	}
	return text, nil
}

// emptyLines returns where too many empty lines in a row begin, or -1.
func emptyLines(text []byte) int {
	offset, run, begin := 0, 0, 0
	for line := range bytes.Lines(text) {
		switch {
		case len(bytes.TrimSpace(line)) > 0:
			run = 0
		case run == 0:
			run, begin = 1, offset
		default:
			run++
		}
		if run > mostEmptyLines {
			return begin
		}
		offset += len(line)
	}
	return -1
}

// printable reports whether a character may stand in a document. YAML allows the
// line breaks of Unicode too, which some readers take for line breaks and others
// for text.
//
// https://yaml.org/spec/1.2.2/#51-character-set
func printable(r rune) bool {
	switch r {
	case '\n', '\t':
		return true
	case '\u2028', '\u2029', '\ufeff', '\ufffe', '\uffff':
		return false
	}
	return !unicode.IsControl(r)
}

// document parses a text that has one document.
func document(text string) (body ast.Node, err error) {
	defer func() {
		if reason := recover(); reason != nil {
			body, err = nil, fmt.Errorf("the parser gave up: %v", reason)
		}
	}()
	tokens := lexer.Tokenize(text)
	if invalid := tokens.InvalidToken(); invalid == nil {
		if err := checkTokens(tokens); err != nil {
			return nil, err
		}
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, err
	}
	for _, one := range file.Docs {
		if one.Body != nil {
			return one.Body, nil
		}
	}
	return nil, errEmpty
}

var errEmpty = unreadableAt(nil, 0, "the file is empty")

func unreadableToken(t *token.Token, format string, arguments ...any) error {
	return &unreadable{Position{Line: t.Position.Line, Column: t.Position.Column}, fmt.Sprintf(format, arguments...)}
}
