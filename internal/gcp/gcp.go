// Package gcp holds what Tandem knows of Google Cloud: name rules, limits,
// roles, service names and schedules, as tables and pure functions. Each fact
// stands once, with the page or provider source it was taken from. The package
// imports nothing of Tandem.
package gcp

// RoleRunInvoker lets its members call a Cloud Run service; its permission is
// run.routes.invoke.
//
// https://cloud.google.com/run/docs/reference/iam/roles#run.invoker
const RoleRunInvoker = "roles/run.invoker"

// Names of the Google APIs that the resources of this project need enabled.
//
// https://cloud.google.com/service-usage/docs/list-services
const (
	APIRun       = "run.googleapis.com"
	APIIAM       = "iam.googleapis.com"
	APIScheduler = "cloudscheduler.googleapis.com"
)

// ProviderSource and ProviderVersions say which google provider serves the
// resources that Tandem writes: the bindings were generated from 6.50.0, and
// neither a 7.x release nor 8.0 changed anything in what they write.
const (
	ProviderSource   = "hashicorp/google"
	ProviderVersions = ">= 6.50.0, < 9.0.0"
)
