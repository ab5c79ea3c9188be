// Command tandem is the CDKTF app: every environment file becomes one Terraform
// stack. cdktf runs it, as cdktf.json says; other files or folders than
// environments/ can be named as arguments.
package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/hashicorp/terraform-cdk-go/cdktf"

	"github.com/tandem-iac/tandem/constructs"
	"github.com/tandem-iac/tandem/internal/strictyaml"
	"github.com/tandem-iac/tandem/stacks"
)

func main() {
	paths := os.Args[1:]
	if len(paths) == 0 {
		paths = []string{"environments"}
	}
	if err := synthesize(paths); err != nil {
		fmt.Fprintln(os.Stderr, err)
		fmt.Fprintln(os.Stderr, summary(err))
		os.Exit(1)
	}
}

func synthesize(paths []string) error {
	environments, err := stacks.Load(paths...)
	if err != nil {
		return err
	}
	return constructs.Synthesize(func(app cdktf.App) error {
		stacks.Add(app, environments...)
		return nil
	})
}

// summary closes an error message: how much is wrong, and what became of the
// output.
func summary(err error) string {
	count := 1
	var wrong strictyaml.Errors
	var failed *constructs.SynthesisError
	switch {
	case errors.As(err, &wrong):
		count = len(wrong)
	case errors.As(err, &failed):
		count = len(failed.Problems)
	}
	problems := "1 error"
	if count != 1 {
		problems = fmt.Sprintf("%d errors", count)
	}
	return problems + "; " + constructs.OutputDirectory() + " is unchanged"
}
