package main

import (
	"context"
	"path/filepath"

	"github.com/spf13/cobra"
)

func run(ctx context.Context, args []string) error {
	u := updater{}
	var dir, out, work string
	cmd := &cobra.Command{
		Use: "bindings", SilenceErrors: true, SilenceUsage: true, Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			dir, err := filepath.Abs(dir)
			if err != nil {
				return err
			}
			u.dir, u.out, u.work = dir, filepath.Join(dir, out), filepath.Join(dir, work)
			return u.update(ctx)
		},
	}
	cmd.Flags().StringVarP(&dir, "dir", "C", ".", "folder of the Go module")
	cmd.Flags().StringVar(&out, "out", "generated", "folder of the generated bindings, relative to the module's")
	cmd.Flags().StringVar(&work, "work", "go.work", "workspace file, relative to the module's folder")
	cmd.Flags().BoolVar(&u.whole, "whole", false, "generate all packages of the provider")
	cmd.SetArgs(args)
	return cmd.ExecuteContext(ctx)
}
