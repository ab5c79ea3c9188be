package gobuild

import (
	"context"
	"fmt"
	"io"
	"os/exec"
	"time"

	"github.com/tandem-iac/tandem/tools/internal/failure"
)

// patience is how long an interrupted go command may take to end by itself.
const patience = 5 * time.Second

// Build builds pin into the file output. Everything that the go command writes
// on the way goes into the existing folder scratch, or into Go's own caches,
// which make a second attempt resume where the first one ended. Progress goes
// to log. When ctx ends, so does every process that was started.
func (t Toolchain) Build(ctx context.Context, pin Pin, output, scratch string, log io.Writer) error {
	args := append([]string{"build", "-v", "-o", output}, pin.Flags()...)
	cmd := exec.Command(t.Command, append(args, pin.Package)...)
	cmd.Dir = pin.Module
	cmd.Env = environment("GOTMPDIR=" + scratch)

	fmt.Fprintf(log, "tools: building %s for %s/%s, once (%s)\n", pin, t.OS, t.Arch, pin.Takes)
	progress := startProgress(log)
	cmd.Stderr = progress
	err := runGroup(ctx, cmd)
	elapsed := progress.stop()

	what := fmt.Sprintf("%s was not built", pin)
	if ctx.Err() != nil {
		return fmt.Errorf("%s: interrupted after %s; what was there before is unchanged, and a second run goes on from here", what, elapsed)
	}
	if err != nil {
		return failure.Explain(what, fmt.Errorf("go build: %w", err), progress.diagnostics())
	}
	fmt.Fprintf(log, "tools: built %s in %s\n", pin, elapsed)
	return nil
}
