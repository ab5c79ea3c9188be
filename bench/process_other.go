//go:build !unix

package main

import "os/exec"

// killTogether leaves it at what os/exec does: the process itself is killed.
func killTogether(*exec.Cmd) {}
