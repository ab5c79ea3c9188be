package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// A machine is what was measured on, in rows of a name and a value.
type machine [][2]string

// describeMachine says what figures depend on, and nothing that names the
// machine itself.
func describeMachine(ctx context.Context, root string) machine {
	m := machine{{"date", today()}, {"cores", fmt.Sprint(runtime.NumCPU())}}
	if memory := machineMemory(); memory > 0 {
		m = append(m, [2]string{"memory", fmt.Sprintf("%.1f GiB", memory/(1<<30))})
	}
	if load := load(); load != "" {
		m = append(m, [2]string{"load when it began (1 minute)", load})
	}
	m = append(m, [2]string{"system", runtime.GOOS + "/" + runtime.GOARCH})
	for _, program := range []struct {
		name string
		args []string
	}{
		{"Go", []string{"go", "env", "GOVERSION"}},
		{"Node.js", []string{"node", "--version"}},
		{"Terraform", []string{"terraform", "version"}},
	} {
		m = append(m, [2]string{program.name, version(ctx, program.args)})
	}
	return append(m, packageVersions(filepath.Join(root, "bench", "typescript", "package.json"))...)
}

// version is what a program says of its version.
func version(ctx context.Context, args []string) string {
	out, err := command{name: args[0], args: args[1:], limit: time.Minute}.run(ctx)
	if err != nil {
		return "none"
	}
	line, _, _ := strings.Cut(strings.TrimSpace(out.stdout), "\n")
	fields := strings.Fields(line)
	if len(fields) == 0 {
		return "unknown"
	}
	return strings.TrimPrefix(strings.TrimPrefix(fields[len(fields)-1], "go"), "v")
}

// packageVersions are the npm packages that the program in TypeScript pins. The
// Go modules of the same names are of the same versions.
func packageVersions(file string) machine {
	var pins struct{ Dependencies, DevDependencies map[string]string }
	text, err := os.ReadFile(file)
	if err != nil || json.Unmarshal(text, &pins) != nil {
		return nil
	}
	return machine{
		{"cdktf", pins.Dependencies["cdktf"]},
		{"google provider's bindings", pins.Dependencies["@cdktf/provider-google"]},
		{"TypeScript", pins.DevDependencies["typescript"]},
	}
}

func today() string { return time.Now().UTC().Format(time.DateOnly) }
