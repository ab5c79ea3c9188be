//go:build unix

package main

import (
	"os/exec"
	"syscall"
)

// killTogether gives a command a process group of its own, which ends as a
// whole when the command's context does.
func killTogether(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
