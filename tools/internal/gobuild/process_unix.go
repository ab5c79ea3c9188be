//go:build unix

package gobuild

import (
	"context"
	"os/exec"
	"syscall"
	"time"
)

// runGroup runs cmd in a process group of its own, and interrupts the whole
// group when ctx ends: an interrupted go command alone would leave its
// compilers running.
func runGroup(ctx context.Context, cmd *exec.Cmd) error {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	group := -cmd.Process.Pid
	_ = syscall.Kill(group, syscall.SIGINT)
	select {
	case <-ended:
	case <-time.After(patience):
		_ = syscall.Kill(group, syscall.SIGKILL)
		<-ended
	}
	return ctx.Err()
}
