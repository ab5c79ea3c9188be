package constructs

import (
	"fmt"
	"sort"
	"strings"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"
)

// ledgerID is the ledger's id in its stack. The dot keeps it clear of every id
// that an environment file can give.
const ledgerID = "tandem.ledger"

// ledger is a stack's list of what is wrong with it and of the names that are
// taken in it. It is a construct, so that it is found through the tree and
// lives as long as the tree does; it makes no resource.
type ledger struct {
	constructs.Construct
	found []finding
	taken map[string]constructs.Construct
}

// finding is a problem and the construct that has it.
type finding struct {
	where   constructs.Construct
	problem Problem
}

// ledgerOf returns the ledger of the stack that a construct is in.
func ledgerOf(scope constructs.Construct) *ledger {
	stack := cdktf.TerraformStack_Of(scope)
	if existing, ok := stack.Node().TryFindChild(jsii.String(ledgerID)).(*ledger); ok {
		return existing
	}
	l := &ledger{taken: map[string]constructs.Construct{}}
	constructs.NewConstruct_Override(l, stack, jsii.String(ledgerID))
	stack.Node().AddValidation(&ledgerValidation{l})
	return l
}

// report adds problems of a construct, to be told when the stack is
// synthesized.
func (l *ledger) report(where constructs.Construct, list ...Problem) {
	for _, problem := range list {
		l.found = append(l.found, finding{where, problem})
	}
}

// claim takes a name that may be given once in a stack. kind says what has the
// name, scope where it has to be unique. A name that is a token is not compared.
func (l *ledger) claim(where constructs.Construct, field, kind string, given *string, scope ...*string) {
	text, known := literal(given)
	if !known {
		return
	}
	key := kind + "\x00" + text
	for _, part := range scope {
		key += "\x00" + value(part)
	}
	if first, taken := l.taken[key]; taken {
		l.report(where, Problem{field, fmt.Errorf("given %q; %s has this name already; choose another name", text, *first.Node().Path())})
		return
	}
	l.taken[key] = where
}

// Lines are the findings, a line each, by construct path. The method is exported
// because jsii registers no struct without one.
func (l *ledger) Lines() []string {
	lines := make([]string, 0, len(l.found))
	for _, finding := range l.found {
		lines = append(lines, fmt.Sprintf("%s: %s", *finding.where.Node().Path(), finding.problem.Error()))
	}
	sort.Strings(lines)
	return lines
}

// ledgerValidation hands a ledger to CDKTF's own validation, so that an app
// that calls Synth itself is told as well.
type ledgerValidation struct{ ledger *ledger }

// Validate implements constructs.IValidation.
func (v *ledgerValidation) Validate() *[]*string {
	lines := []*string{}
	for _, line := range v.ledger.Lines() {
		lines = append(lines, jsii.String(line))
	}
	return &lines
}

// attach makes a construct of this package part of the tree.
func attach(construct, scope constructs.Construct, id *string) {
	if scope == nil || id == nil {
		panic(fmt.Errorf("%s: scope or id is nil; give it a scope, such as the stack, and an id that is unique there", strings.TrimPrefix(fmt.Sprintf("%T", construct), "*constructs.")))
	}
	constructs.NewConstruct_Override(construct, scope, id)
}
