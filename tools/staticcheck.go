package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newStaticcheck() *cobra.Command {
	return &cobra.Command{
		Use:     "staticcheck",
		Short:   "Build staticcheck and print its path",
		Long:    fmt.Sprintf("Builds staticcheck %s into the cache folder, if it is not there, and prints its path.", staticcheck.Version),
		Example: `  "$(tools staticcheck)" ./...`,
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			path, err := buildCommand(cmd.Context(), cmd.ErrOrStderr(), staticcheck, "staticcheck")
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), path)
			return err
		},
	}
}
