package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/mod/module"
)

// Exit codes.
const (
	success = 0
	failure = 1 // something went wrong, or with --check something is stale
	misuse  = 2 // wrong flags or arguments
)

// A usageError is one that --help helps with.
type usageError struct{ error }

const long = `Generate the Go bindings of the Terraform providers that a CDKTF project uses,
pruned to the packages that it imports.

The go.mod says which providers at which version, the imports of all Go sources
say which packages. Generated modules go to folders of --out, and a go.work
makes the Go command use them; keep both out of git. Nothing is done, and
nothing printed, when they are up to date.

It needs npm and node, and the network only for what is not yet in its cache:
$TANDEM_CACHE/bindings, or else tandem/bindings in your cache folder.`

const examples = `  bindings                      in the folder of the module
  bindings -C infra             for the module in infra
  bindings --check              only say whether something is stale (exit code 1)
  bindings --whole --out build/whole/generated --work build/whole/go.work
                                all packages of the providers, beside the pruned ones;
                                use them with GOWORK=$PWD/build/whole/go.work
  bindings --npm example.com/go/acme=@acme/provider-acme
                                a provider that CDKTF does not publish`

// run runs the command and returns its exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	cmd := newCommand(stderr)
	cmd.SetArgs(args)
	cmd.SetOut(stdout)
	cmd.SetErr(stderr)
	err := cmd.ExecuteContext(ctx)
	var usage usageError
	switch {
	case err == nil:
		return success
	case errors.As(err, &usage):
		fmt.Fprintf(stderr, "bindings: %v\nSee bindings --help.\n", err)
		return misuse
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "bindings: interrupted; unfinished work was thrown away")
	case !errors.Is(err, errStale):
		fmt.Fprintln(stderr, "bindings:", strings.ReplaceAll(short(err.Error()), "\n", "\nbindings: "))
	}
	return failure
}

func newCommand(stderr io.Writer) *cobra.Command {
	var s settings
	var npm []string
	var quiet bool
	cmd := &cobra.Command{
		Use:           "bindings",
		Short:         "Generate Go bindings of Terraform providers, pruned to what is imported",
		Long:          long,
		Example:       examples,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usageError{fmt.Errorf("unexpected argument %q; the module's folder is named with -C", args[0])}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := s.complete(npm); err != nil {
				return err
			}
			u := updater{settings: s, log: stderr}
			if quiet {
				u.log = io.Discard
			}
			return u.update(cmd.Context())
		},
	}
	cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringVarP(&s.dir, "dir", "C", ".", "`folder` of the Go module")
	flags.StringVar(&s.out, "out", "generated", "`folder` for the generated modules, relative to the module's")
	flags.StringVar(&s.work, "work", "go.work", "workspace `file` to edit, relative to the module's folder")
	flags.BoolVar(&s.whole, "whole", false, "generate all packages, which takes minutes for a large provider")
	flags.StringArrayVar(&npm, "npm", nil, "generate a Go module that CDKTF does not publish from an npm package (`module=package`); repeatable")
	flags.BoolVar(&s.check, "check", false, "change nothing; exit with 1 when something is stale, and say what")
	flags.BoolVarP(&quiet, "quiet", "q", false, "print nothing but errors")
	return cmd
}

// settings are the flags.
type settings struct {
	dir, out, work string            // absolute once complete
	npm            map[string]string // npm package by Go module
	whole, check   bool
}

var npmName = regexp.MustCompile(`^(@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*$`)

// complete makes folders absolute and reads the pairs of --npm.
func (s *settings) complete(npm []string) (err error) {
	if s.dir, err = filepath.Abs(s.dir); err != nil {
		return err
	}
	for _, name := range []*string{&s.out, &s.work} {
		if !filepath.IsAbs(*name) {
			*name = filepath.Join(s.dir, *name)
		}
	}
	if s.out == s.dir {
		return usageError{errors.New("--out is the module's own folder; name one inside of it, such as generated")}
	}
	s.npm = map[string]string{}
	for _, pair := range npm {
		path, name, ok := strings.Cut(pair, "=")
		if !ok || module.CheckPath(path) != nil || !npmName.MatchString(name) {
			return usageError{fmt.Errorf("--npm %q is not module=package, such as example.com/go/acme=@acme/provider-acme", pair)}
		}
		s.npm[path] = name
	}
	return nil
}
