// Package constructs models services on Google Cloud that call each other with
// proof of identity. One sentence carries it:
//
//	a Principal  may call  a Target
//
// A [Principal] is an IAM member: an [Identity] (a service account), a user, a
// group, a domain, everybody. A [Target] is a URL, its audience and a list of
// who is let in: a [Service], or an [ExistingService] that is managed
// elsewhere. A [Service] that calls another, and a [Schedule], are callers: each
// has an identity of its own, and is let in by name.
//
// Every constructor has the shape that CDKTF users know:
//
//	NewX(scope constructs.Construct, id *string, config *XConfig) X
//
// Tokens are accepted wherever a string is: an output of any other construct
// can be passed in, and the outputs here can be passed on. What is wrong with a
// config is reported when the app is synthesized, all of it at once, with the
// construct's path; [Synthesize] does that for a whole app, and writes nothing
// unless everything is right.
//
// The id of a construct becomes the Terraform address of what it makes: a
// service with the id "public" at the top of a stack is
// google_cloud_run_v2_service.public, its account google_service_account.public.
// Keep ids stable: a changed one destroys and recreates.
package constructs
