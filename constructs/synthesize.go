package constructs

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/aws/jsii-runtime-go"
	"github.com/hashicorp/terraform-cdk-go/cdktf"

	_ "github.com/tandem-iac/tandem/internal/nodenotice" // before Node.js is started
)

// OutputDirectory is where an app's Terraform configuration goes: what the
// cdktf command line asks for in CDKTF_OUTDIR, else "cdktf.out".
func OutputDirectory() string {
	if directory := os.Getenv("CDKTF_OUTDIR"); directory != "" {
		return directory
	}
	return "cdktf.out"
}

// SynthesisError is everything that is wrong with an app, found before anything
// was written.
type SynthesisError struct {
	// Problems are one line each, with the construct's path in front.
	Problems []string
}

// Error is the problems, a line each.
func (e *SynthesisError) Error() string { return strings.Join(e.Problems, "\n") }

// Synthesize makes an app, lets build fill it, and writes its Terraform
// configuration into OutputDirectory. What build or any construct finds wrong
// comes back as an error, and so does what CDKTF panics with; the directory then
// keeps what it held before.
func Synthesize(build func(app cdktf.App) error) (err error) {
	// Absolute, because Node.js may have started in another folder.
	final, err := filepath.Abs(OutputDirectory())
	if err != nil {
		return err
	}
	parent := filepath.Dir(final)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return fmt.Errorf("cannot write to %s: %w", parent, err)
	}
	fresh, err := os.MkdirTemp(parent, ".cdktf.out-")
	if err != nil {
		return fmt.Errorf("cannot write to %s: %w", parent, err)
	}
	defer os.RemoveAll(fresh)
	if err := synthesizeInto(fresh, build); err != nil {
		return err
	}
	return replaceFiles(fresh, final)
}

// synthesizeInto writes the app into a directory.
func synthesizeInto(directory string, build func(app cdktf.App) error) (err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = errorOf(reason)
		}
	}()
	app := cdktf.NewApp(&cdktf.AppConfig{Outdir: &directory})
	if err := build(app); err != nil {
		return err
	}
	if problems := allProblems(app); len(problems) > 0 {
		return &SynthesisError{Problems: problems}
	}
	app.Synth()
	return nil
}

// allProblems are those of every stack of the app: CDKTF itself stops at the
// first stack that has any.
func allProblems(app cdktf.App) []string {
	var all []string
	for _, child := range *app.Node().Children() {
		if l, ok := child.Node().TryFindChild(jsii.String(ledgerID)).(*ledger); ok {
			all = append(all, l.Lines()...)
		}
	}
	return all
}

// errorOf makes an error of what CDKTF panicked with. A fault of the Go program
// itself keeps its stack.
func errorOf(reason any) error {
	text := fmt.Sprint(reason)
	if _, fault := reason.(interface{ RuntimeError() }); fault {
		return fmt.Errorf("%s\n%s", text, debug.Stack())
	}
	if strings.Contains(text, `exec: "node"`) {
		return errors.New("node was not found; CDKTF runs on Node.js: install version 20 or 22 and put it on PATH")
	}
	for _, sign := range []string{"no response received from child process", "fork/exec ", "invalid character "} {
		if strings.HasPrefix(text, sign) {
			return fmt.Errorf("no answer from Node.js, which CDKTF runs on (%s); see that `node --version` says 20 or 22, and that JSII_NODE and JSII_RUNTIME are not set to anything else", text)
		}
	}
	text = strings.TrimPrefix(strings.TrimSpace(text), "Error: ")
	const validation = "Validation failed with the following errors:\n"
	if rest, ok := strings.CutPrefix(text, validation); ok {
		rest, _, _ = strings.Cut(rest, "\n\n")
		var problems []string
		for _, line := range strings.Split(rest, "\n") {
			if line = strings.TrimSpace(line); line != "" {
				problems = append(problems, line)
			}
		}
		return &SynthesisError{Problems: problems}
	}
	return errors.New(text)
}

// replaceFiles moves every file of one tree over the other. Files that only the
// other one has stay: Terraform keeps its working files there.
func replaceFiles(from, to string) error {
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, relative)
		if entry.IsDir() {
			return os.MkdirAll(target, 0o755)
		}
		return os.Rename(path, target)
	})
}
