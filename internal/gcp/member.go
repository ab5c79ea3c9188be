package gcp

import (
	"regexp"
	"strings"
)

// Members that stand for everybody.
//
// https://cloud.google.com/iam/docs/principal-identifiers
const (
	AllUsers              = "allUsers"
	AllAuthenticatedUsers = "allAuthenticatedUsers"
)

const (
	domain = `[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`
	email  = `[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]+@` + domain
)

var memberForm = regexp.MustCompile(`^(?:` + strings.Join([]string{
	AllUsers,
	AllAuthenticatedUsers,
	`(?:user|group|serviceAccount):` + email,
	`serviceAccount:[a-z0-9.:-]+\.svc\.id\.goog\[[a-z0-9-]+/[a-z0-9.-]+\]`, // of Kubernetes
	`domain:` + domain,
	`principal(?:Set)?://(?:iam|cloudresourcemanager)\.googleapis\.com/[!-~]+`,
}, "|") + `)$`)

// Member is a principal as an IAM policy names it.
//
// https://cloud.google.com/iam/docs/principal-identifiers
var Member = Rule{
	Allowed: `a member: "user:EMAIL", "group:EMAIL", "serviceAccount:EMAIL", "domain:DOMAIN", "principal://…", "principalSet://…" or "allUsers"`,
	holds:   memberForm.MatchString,
	remedy: func(given string) string {
		for _, everybody := range []string{AllUsers, AllAuthenticatedUsers} {
			if strings.EqualFold(given, everybody) {
				return `did you mean "` + everybody + `"?`
			}
		}
		switch {
		case strings.HasPrefix(given, "deleted:"):
			return "Terraform takes no deleted principals: leave it out"
		case emailForm.MatchString(given) && strings.HasSuffix(given, ".gserviceaccount.com"):
			return `did you mean "serviceAccount:` + given + `"?`
		case emailForm.MatchString(given):
			return `did you mean "user:` + given + `" or "group:` + given + `"?`
		}
		return ""
	},
}

// Everybody reports whether a member stands for anyone at all.
func Everybody(member string) bool {
	return member == AllUsers || member == AllAuthenticatedUsers
}

// CheckInvoker returns a *Violation unless the member may be let in to a service
// that is declared public or not.
func CheckInvoker(member string, public bool) error {
	if err := Member.Check(member); err != nil {
		return err
	}
	if Everybody(member) && !public {
		return &Violation{
			Given:   member,
			Allowed: "named principals, as the service's access is private",
			Remedy:  "declare access public if everybody is meant to call it",
		}
	}
	return nil
}

var emailForm = regexp.MustCompile(`^` + email + `$`)

// Email is a person's or a group's address.
var Email = Rule{Allowed: "an email address", holds: emailForm.MatchString}

// Domain is a Google Workspace or Cloud Identity domain.
var Domain = matches(domain, `a domain, as in "example.com"`)

var (
	managedAccount = regexp.MustCompile(`^([a-z][a-z0-9-]{4,28}[a-z0-9])@([a-z][a-z0-9-]{4,28}[a-z0-9])((?:\.[a-z0-9-]+)*)\.iam\.gserviceaccount\.com$`)
	appEngine      = regexp.MustCompile(`^[a-z0-9.:-]+@appspot\.gserviceaccount\.com$`)
	compute        = regexp.MustCompile(`^[0-9]+-compute@developer\.gserviceaccount\.com$`)
)

// ServiceAccountEmail is a user-managed service account. The default accounts
// of Compute Engine and App Engine are refused: they are shared by everything
// in the project, and often hold the Editor role.
//
// https://cloud.google.com/iam/docs/service-account-types
var ServiceAccountEmail = Rule{
	Allowed: `the email of a service account of your own, as in "ID@PROJECT.iam.gserviceaccount.com"`,
	holds:   managedAccount.MatchString,
	remedy: func(given string) string {
		if compute.MatchString(given) || appEngine.MatchString(given) {
			return "a default service account is shared by everything in its project: make one for this purpose"
		}
		return ""
	},
}

// ServiceAccountProject returns the project of a service account's email, or
// "" when the email is of another form.
func ServiceAccountProject(email string) string {
	match := managedAccount.FindStringSubmatch(email)
	if match == nil {
		return ""
	}
	if organization := strings.TrimPrefix(match[3], "."); organization != "" {
		return organization + ":" + match[2]
	}
	return match[2]
}
