package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"time"
)

// typescriptFiles are the program in TypeScript, of bench/typescript.
var typescriptFiles = []string{"package.json", "package-lock.json", "tsconfig.json", "main.ts"}

func (b *bench) typescript() string { return filepath.Join(b.work, "typescript") }

// prepareTypeScript installs what bench/typescript pins, unless an earlier run
// did, and compiles the program.
func (b *bench) prepareTypeScript(ctx context.Context, _ *report) error {
	target := b.typescript()
	installed := filepath.Join(target, "node_modules", ".package-lock.json") // npm writes it last
	current := false
	for _, name := range typescriptFiles {
		text, err := os.ReadFile(filepath.Join(b.root, "bench", "typescript", name))
		if err != nil {
			return err
		}
		if name == "package-lock.json" {
			before, _ := os.ReadFile(filepath.Join(target, name))
			_, err := os.Stat(installed)
			current = err == nil && bytes.Equal(before, text)
		}
		if err := writeFile(filepath.Join(target, name), string(text)); err != nil {
			return err
		}
	}
	if !current {
		say("installing CDKTF for TypeScript")
		_, err := command{
			name: "npm", args: []string{"ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"},
			dir: target, limit: 10 * time.Minute,
		}.run(ctx)
		if err != nil {
			return err
		}
	}
	compiler := filepath.Join("node_modules", "typescript", "bin", "tsc")
	_, err := command{name: "node", args: []string{compiler, "-p", "."}, dir: target, limit: 5 * time.Minute}.run(ctx)
	return err
}
