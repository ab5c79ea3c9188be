package constructs

import (
	"regexp"
	"strings"
)

// value is the text behind a pointer, "" for nil.
func value(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

// or returns given unless it is nil.
func or[T any](given *T, fallback T) *T {
	if given == nil {
		return &fallback
	}
	return given
}

// expression finds the start of a Terraform interpolation or directive, which
// is how CDKTF writes tokens too. A doubled sign is an escape for one.
var expression = regexp.MustCompile(`(?:^|[^$])\$(?:\$\$)*\{|(?:^|[^%])%(?:%%)*\{`)

// literal returns the text itself, escapes undone, and true when its value is
// known at synth: when it holds no token or other Terraform expression.
func literal(text *string) (string, bool) {
	if text == nil || expression.MatchString(*text) {
		return "", false
	}
	return strings.NewReplacer("$${", "${", "%%{", "%{").Replace(*text), true
}

// literalOr is the text where its value is known at synth, else the construct's
// id: what is made of it must not depend on a token.
func literalOr(text, id *string) string {
	if known, ok := literal(text); ok {
		return known
	}
	return value(id)
}

// Literal escapes a text so that Terraform takes it as it is, even where it
// holds "${" or "%{".
func Literal(text string) *string {
	escaped := strings.NewReplacer("${", "$${", "%{", "%%{").Replace(text)
	return &escaped
}

// numberToken reports whether a number is the stand-in for a token: CDKTF
// encodes those as huge negative values.
func numberToken(number float64) bool { return number < -1e280 }
