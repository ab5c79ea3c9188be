// Package artefact keeps programs that are built from pins: each is built once,
// whole or not at all, however many processes ask for it at the same time.
package artefact

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/tandem-iac/tandem/tools/internal/failure"
	"github.com/tandem-iac/tandem/tools/internal/gobuild"
)

// Artefact is a program to build and keep.
type Artefact struct {
	Pin       gobuild.Pin
	Toolchain gobuild.Toolchain
	// Record is where it is noted what was built, less the extension: .key is
	// the note, .lock keeps others out during a build, and .tmp-… is a folder
	// for what is not ready yet.
	Record string
	// Path is where the program stands. It is on the file system of Record.
	Path string
	// Links are other paths of the same program, on that file system too.
	Links []string
}

// Ensure makes sure that the program stands at Path and Links as it is pinned.
// It does nothing when that is so, and otherwise builds, with progress on log.
// Until a build has succeeded everything stays as it was.
func (a Artefact) Ensure(ctx context.Context, log io.Writer) error {
	digest, err := a.digest()
	if err != nil {
		return err
	}
	if a.current(digest) {
		return nil
	}
	what := fmt.Sprintf("%s was not built", a.Pin)
	if err := os.MkdirAll(filepath.Dir(a.Record), 0o777); err != nil {
		return failure.Explain(what, err, "")
	}
	unlock, err := lock(ctx, a.Record+".lock", func() {
		fmt.Fprintf(log, "tools: waiting for another process that builds %s\n", a.Pin)
	})
	if ctx.Err() != nil {
		return fmt.Errorf("%s: interrupted while it waited for another process", what)
	}
	if err != nil {
		return failure.Explain(what, err, "")
	}
	defer unlock()
	if a.current(digest) {
		return nil
	}
	scratch, err := a.newScratch()
	if err != nil {
		return failure.Explain(what, err, "")
	}
	defer os.RemoveAll(scratch)

	built := filepath.Join(scratch, "program")
	if err := a.Toolchain.Build(ctx, a.Pin, built, scratch, log); err != nil {
		return err
	}
	if err := a.install(built, scratch, digest); err != nil {
		return failure.Explain(what, err, "")
	}
	return nil
}

// newScratch makes the folder for what is not ready yet, after removing what a
// killed build left. It is called with the lock held.
func (a Artefact) newScratch() (string, error) {
	stem := a.Record + ".tmp-"
	left, err := filepath.Glob(stem + "*")
	if err != nil {
		return "", err
	}
	for _, dir := range left {
		if err := os.RemoveAll(dir); err != nil {
			return "", err
		}
	}
	return os.MkdirTemp(filepath.Dir(stem), filepath.Base(stem)+"*")
}
