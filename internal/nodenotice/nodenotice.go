// Package nodenotice keeps the notice about a Node.js release near or past its
// end away from users: CDKTF runs on all of these releases, and the notice hides
// the messages that matter. A variable that the user has set is left alone.
//
// It works by being imported. The kernel starts Node.js while packages are
// initialized; this one imports nothing but os, and the order that the Go
// specification gives (by import path, once all imports are ready) puts it
// before everything that can start a process.
package nodenotice

import "os"

const variable = "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION"

func init() {
	if _, set := os.LookupEnv(variable); !set {
		os.Setenv(variable, "18,20,22,24")
	}
}
