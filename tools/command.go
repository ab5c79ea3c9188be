package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// usageError is a mistake of the caller: it ends the command with code 2.
type usageError struct{ error }

// run carries out one command line and returns its exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return 0
	}
	fmt.Fprintf(stderr, "tools: %v\n", err)
	if usage := (usageError{}); errors.As(err, &usage) {
		return 2
	}
	return 1
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "tools",
		Short: "Build the programs of others that Tandem works with",
		Long: `Builds the programs of others that Tandem works with from the Go module proxy,
pinned to one version and checked against a committed go.sum, into the user's
cache folder. What is built already is left alone, and what a command prints on
standard output is the path that a script needs, nothing else.

Environment:
  TANDEM_CACHE           where to keep what is built (default: the folder
                         "tandem" in the user's cache folder)
  TERRAFORM_BINARY_NAME  the Terraform-compatible command to use, by name or path`,
		Example: `  export TF_CLI_CONFIG_FILE="$(tools provider)"
  "$(tools terraform)" version
  "$(tools staticcheck)" ./...`,
		Args:          knownCommand,
		RunE:          func(*cobra.Command, []string) error { return nil },
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SuggestionsMinimumDistance = 2
	root.CompletionOptions.DisableDefaultCmd = true
	// The root runs only to refuse: its own line of usage would mislead.
	root.SetUsageTemplate(strings.Replace(root.UsageTemplate(), "{{if .Runnable}}", "{{if .HasParent}}", 1))
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usageError{fmt.Errorf("%w; see %s --help", err, cmd.CommandPath())}
	})
	root.AddCommand(newProvider(), newTerraform(), newStaticcheck())
	return root
}

// knownCommand refuses whatever no command was found for.
func knownCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return usageError{fmt.Errorf("no command given: want %s; see tools --help", commands(root))}
	}
	near := ""
	if names := root.SuggestionsFor(args[0]); len(names) > 0 {
		near = fmt.Sprintf(" (did you mean %q?)", names[0])
	}
	return usageError{fmt.Errorf("unknown command %q%s: want %s; see tools --help", args[0], near, commands(root))}
}

// commands lists what there is to choose from.
func commands(root *cobra.Command) string {
	var names []string
	for _, cmd := range root.Commands() {
		if cmd.Name() != "help" {
			names = append(names, cmd.Name())
		}
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// noArguments refuses arguments after a command's name.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return usageError{fmt.Errorf("%s takes no arguments, got %q; see %s --help", cmd.Name(), args, cmd.CommandPath())}
}
