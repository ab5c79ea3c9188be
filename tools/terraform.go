package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/spf13/cobra"
)

// binaryName is the variable by which cdktf, too, is told what to run.
const binaryName = "TERRAFORM_BINARY_NAME"

func newTerraform() *cobra.Command {
	var pinned bool
	cmd := &cobra.Command{
		Use:   "terraform",
		Short: "Print the path of a Terraform-compatible command, built if there is none",
		Long: fmt.Sprintf(`Prints the path of the first of these that exists:

  1. the command that %s names
  2. terraform on PATH
  3. tofu on PATH
  4. OpenTofu %s, built into the cache folder

With --pinned it is always the last.`, binaryName, opentofu.Version),
		Example: `  "$(tools terraform)" version
  TERRAFORM_BINARY_NAME="$(tools terraform --pinned)" npx cdktf diff dev`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			path, err := "", error(nil)
			if !pinned {
				path, err = installedTerraform()
			}
			if path == "" && err == nil {
				path, err = buildCommand(cmd.Context(), cmd.ErrOrStderr(), opentofu, "tofu")
			}
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), path)
			return err
		},
	}
	cmd.Flags().BoolVar(&pinned, "pinned", false, "use the pinned OpenTofu, whatever else is installed")
	return cmd
}

// installedTerraform returns the absolute path of the command to use among
// those that the machine has, or "" if it has none.
func installedTerraform() (string, error) {
	if name := os.Getenv(binaryName); name != "" {
		path, err := exec.LookPath(name)
		if err != nil {
			return "", usageError{fmt.Errorf("%s=%q: no such command: give the name of a command on PATH or a path, or unset it (%w)", binaryName, name, err)}
		}
		return filepath.Abs(path)
	}
	for _, name := range []string{"terraform", "tofu"} {
		if path, err := exec.LookPath(name); err == nil {
			return filepath.Abs(path)
		}
	}
	return "", nil
}
