package main

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/tandem-iac/tandem/tools/internal/mirror"
)

func newProvider() *cobra.Command {
	return &cobra.Command{
		Use:   "provider",
		Short: "Build the google provider and print a CLI configuration file that finds it",
		Long: fmt.Sprintf(`Builds hashicorp/google %s into a filesystem mirror that terraform and tofu both
read, writes a CLI configuration file for it, and prints that file's path.

With that file, hashicorp/google comes from the mirror alone, in this one
version; every other provider comes from its registry as usual.`, google.Version),
		Example: `  export TF_CLI_CONFIG_FILE="$(tools provider)"
  terraform init`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			w, err := openWorkshop(cmd.Context(), google)
			if err != nil {
				return err
			}
			m := mirror.Mirror{
				Folder:   filepath.Join(w.folder, "mirror"),
				Provider: "hashicorp/google",
				Version:  w.pin.Version,
				OS:       w.toolchain.OS,
				Arch:     w.toolchain.Arch,
			}
			paths := m.Paths()
			if err := w.build(cmd.Context(), cmd.ErrOrStderr(), paths[0], paths[1:]...); err != nil {
				return err
			}
			config := filepath.Join(w.folder, "terraform.rc")
			if err := m.WriteConfig(config); err != nil {
				return err
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), config)
			return err
		},
	}
}
