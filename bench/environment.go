package main

import (
	"fmt"
	"strings"
)

// stackName is the stack's name in both programs: that of the environment file.
const stackName = "bench"

// environment is an environment file with so many services. Each has an account
// of its own and one group on the list of who may call it; bench/typescript
// makes the same.
func environment(services int) string {
	var file strings.Builder
	file.WriteString(`# Made by bench.
project: bench-project
region: us-central1
backend:
  gcs: {bucket: bench-state, prefix: bench}
services:
`)
	for i := range services {
		fmt.Fprintf(&file, `  service-%04d:
    image: us-docker.pkg.dev/cloudrun/container/hello
    invokers: ["group:callers@example.com"]
`, i+1)
	}
	return file.String()
}
