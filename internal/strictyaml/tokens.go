package strictyaml

import (
	"strings"

	"github.com/goccy/go-yaml/token"
)

// Bounds of a document's form. The parser's time and memory grow with the square
// of each.
const (
	deepest     = 64      // levels of mappings and lists within each other
	mostEntries = 5_000   // of one mapping or list
	mostTokens  = 100_000 // keys, values and signs
)

// checkTokens refuses what the parser would choke on, what it accepts without
// being YAML, and what other readers of YAML understand differently.
func checkTokens(tokens token.Tokens) error {
	var form form
	count := 0
	begun, ended := false, false
	for _, t := range tokens {
		if t.Type == token.CommentType {
			continue
		}
		if count++; count > mostTokens {
			return unreadableToken(t, "more than %d keys, values and signs; write fewer", mostTokens)
		}
		switch t.Type {
		case token.DirectiveType:
			return unreadableToken(t, `a directive; leave it out, or put text that begins with "%%" in quotes`)
		case token.DocumentHeaderType, token.DocumentEndType:
			ended = begun
			continue
		}
		begun = true
		switch {
		case ended:
			return unreadableToken(t, "a second document; allowed: one document a file")
		case t.Type == token.StringType && strings.Contains(strings.TrimSpace(t.Origin), "\t"):
			return unreadableToken(t, "a tab in text without quotes; write a space, or put the text in quotes")
		case (t.Type == token.LiteralType || t.Type == token.FoldedType) && strings.ContainsAny(t.Value, "123456789"):
			return unreadableToken(t, "a block of text with its indentation in a number; write | or > without")
		case form.inBrackets() && isGluedColon(t):
			return unreadableToken(t, "a colon without a space behind; write the space, or put the text in quotes")
		}
		form.add(t)
		switch {
		case len(form) > deepest:
			return unreadableToken(t, "more than %d mappings and lists within each other; write fewer", deepest)
		case len(form) > 0 && form[len(form)-1].entries > mostEntries:
			return unreadableToken(t, "more than %d entries in one mapping or list; write fewer", mostEntries)
		}
	}
	if !begun {
		return errEmpty
	}
	return nil
}

// isGluedColon finds {key:value}: the parser makes a key and a value of it, but
// to YAML it is a key of nine letters.
func isGluedColon(colon *token.Token) bool {
	if colon.Type != token.MappingValueType || colon.Prev == nil || colon.Next == nil {
		return false
	}
	switch colon.Prev.Type {
	case token.SingleQuoteType, token.DoubleQuoteType:
		return false
	}
	switch colon.Next.Type {
	case token.CollectEntryType, token.MappingEndType, token.SequenceEndType:
		return false
	}
	return colon.Next.Position.Line == colon.Position.Line && colon.Next.Position.Column == colon.Position.Column+1
}

// form is the mappings and lists that are open at a place in the document, from
// the outermost to the innermost.
type form []level

// level is one of them. In block form it is known by its column, where a list may
// stand in a mapping; in brackets the column is 0.
type level struct {
	column, entries int
	list            bool
}

func (f form) inBrackets() bool { return len(f) > 0 && f[len(f)-1].column == 0 }

// add notes a token: an entry, or the beginning or end of brackets.
func (f *form) add(t *token.Token) {
	switch t.Type {
	case token.SequenceStartType, token.MappingStartType:
		*f = append(*f, level{})
	case token.SequenceEndType, token.MappingEndType:
		if f.inBrackets() {
			*f = (*f)[:len(*f)-1]
		}
	case token.CollectEntryType:
		if f.inBrackets() {
			(*f)[len(*f)-1].entries++
		}
	case token.SequenceEntryType, token.MappingKeyType, token.MappingValueType:
		if !f.inBrackets() {
			f.enter(level{column: column(t), list: t.Type == token.SequenceEntryType})
		}
	}
}

// enter notes an entry in block form: one more of a level that is open, or the
// first of a new one.
func (f *form) enter(entry level) {
	for len(*f) > 0 && entry.outside((*f)[len(*f)-1]) {
		*f = (*f)[:len(*f)-1]
	}
	if len(*f) == 0 || (*f)[len(*f)-1].outside(entry) {
		*f = append(*f, entry)
	}
	(*f)[len(*f)-1].entries++
}

// outside reports whether a level would have the other one in it.
func (l level) outside(other level) bool {
	return l.column < other.column || l.column == other.column && !l.list && other.list
}

// column is where the entry begins that a token belongs to: a colon belongs to
// the key before it.
func column(t *token.Token) int {
	if t.Type == token.MappingValueType && t.Prev != nil && t.Prev.Position.Line == t.Position.Line {
		return t.Prev.Position.Column
	}
	return t.Position.Column
}
