package constructs

import "github.com/tandem-iac/tandem/internal/gcp"

// Principal is who may call: a member of an IAM policy. An [Identity] is one.
//
// https://cloud.google.com/iam/docs/principal-identifiers
type Principal interface {
	// Member returns the principal as IAM policies write it, as in
	// "user:ann@example.com". It may be a token.
	Member() *string
}

type member string

func (m member) Member() *string {
	text := string(m)
	return &text
}

// Member returns the principal that IAM policies write as the given text, as in
// "group:oncall@example.com" or "principal://iam.googleapis.com/…".
func Member(text *string) Principal { return member(value(text)) }

// User returns the person with a Google account of the given email.
func User(email *string) Principal { return member("user:" + value(email)) }

// Group returns the members of a Google group of the given email.
func Group(email *string) Principal { return member("group:" + value(email)) }

// Domain returns everybody with an account of a Google Workspace or Cloud
// Identity domain.
func Domain(domain *string) Principal { return member("domain:" + value(domain)) }

// ServiceAccount returns the service account of the given email. An [Identity]
// adopted by email is the same and can also be a caller.
func ServiceAccount(email *string) Principal { return member("serviceAccount:" + value(email)) }

// AllUsers returns everybody, with or without a Google account. Only a target
// that is declared public accepts it.
func AllUsers() Principal { return member(gcp.AllUsers) }

// AllAuthenticatedUsers returns everybody who has any Google account or service
// account at all, which is hardly fewer than everybody: only a target that is
// declared public accepts it.
func AllAuthenticatedUsers() Principal { return member(gcp.AllAuthenticatedUsers) }
