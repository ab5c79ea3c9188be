package npmtest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Variables that steer the fake commands.
const (
	LogVariable  = "FAKE_LOG"  // a file that every call is noted in
	NPMVariable  = "FAKE_NPM"  // "offline": the registry cannot be reached; "hang": a download never ends
	NodeVariable = "FAKE_NODE" // "fail": jsii-pacmak fails; "hang": it stops half way
)

// output is what a command that fails prints.
type output string

func (o output) Error() string { return string(o) }

// NPM is the main function of a fake npm.
func NPM() {
	note("npm")
	var err error
	switch os.Args[1] {
	case "pack":
		err = pack(os.Args[len(os.Args)-1])
	case "ci":
		err = install()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func pack(spec string) error {
	if os.Getenv(NPMVariable) == "offline" {
		return output("npm error code ENOTFOUND\nnpm error syscall getaddrinfo\nnpm error network request to the registry failed")
	}
	if os.Getenv(NPMVariable) == "hang" {
		hang()
	}
	p, ok := registry[spec]
	if !ok {
		return output("npm error code ETARGET\nnpm error notarget No matching version found for " + spec + ".")
	}
	name := strings.NewReplacer("@", "-", "/", "-").Replace(strings.TrimPrefix(spec, "@")) + ".tgz"
	fmt.Println(name)
	return os.WriteFile(name, p.Tarball(), 0o644)
}

func install() error {
	if _, err := os.Stat("package-lock.json"); err != nil {
		return err
	}
	return write("node_modules/jsii-pacmak/bin/jsii-pacmak", "// jsii-pacmak\n")
}

// Node is the main function of a fake node, which knows one program.
func Node() {
	if os.Args[1] == "--version" {
		fmt.Println("v22.11.0")
		return
	}
	note("node")
	if err := pacmak(os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// pacmak generates one file for each package of the Go module.
func pacmak(args []string) error {
	if os.Getenv(NodeVariable) == "fail" {
		return output("Error: no such type\n    at somewhere (file.js:1:2)\n\nexit")
	}
	if os.Getenv("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION") != "22" {
		return output("!!!! Node is old !!!!")
	}
	source := args[len(args)-1]
	out := filepath.Join(args[slices.Index(args, "--outdir")+1], "go")
	var a struct {
		Name, Version string
		Targets       Targets
		Dependencies  map[string]string
		Submodules    map[string]any
		Types         map[string]any
	}
	data, err := os.ReadFile(filepath.Join(source, ".jsii"))
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, &a); err != nil {
		return err
	}
	for name := range a.Dependencies {
		if _, err := os.Stat(filepath.Join(source, "..", "node_modules", name, ".jsii")); err != nil {
			return err
		}
	}
	out = filepath.Join(out, a.Targets.Go.PackageName)
	path := a.Targets.Go.ModuleName + "/" + a.Targets.Go.PackageName
	if major, _, _ := strings.Cut(a.Version, "."); major > "1" {
		path += "/v" + major
	}
	if err := write(filepath.Join(out, "go.mod"), "module "+path+"\n\ngo 1.23\n"); err != nil {
		return err
	}
	if os.Getenv(NodeVariable) == "hang" {
		hang()
	}
	for fqn := range a.Submodules {
		name := strings.ToLower(strings.TrimPrefix(fqn, a.Name+"."))
		if err := write(filepath.Join(out, name, name+".go"), generated(name, fqn, a.Types)); err != nil {
			return err
		}
	}
	return write(filepath.Join(out, "version"), a.Version+"\n")
}

// generated is a Go file with the types of one submodule.
func generated(name, fqn string, types map[string]any) string {
	var b strings.Builder
	fmt.Fprintf(&b, "package %s\n", name)
	var names []string
	for t := range types {
		if strings.HasPrefix(t, fqn+".") {
			names = append(names, t[len(fqn)+1:])
		}
	}
	slices.Sort(names)
	for _, t := range names {
		fmt.Fprintf(&b, "\ntype %s struct{}\n", t)
	}
	return b.String()
}

// HalfWay is the line in the log of a command that hangs.
const HalfWay = "half way"

// hang gives a test the time to interrupt what waits for this command.
func hang() {
	note(HalfWay)
	time.Sleep(20 * time.Second)
}

// note writes a line into the log.
func note(what string) {
	name := os.Getenv(LogVariable)
	if name == "" {
		return
	}
	f, err := os.OpenFile(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		panic(err)
	}
	defer f.Close()
	fmt.Fprintln(f, what, strings.Join(os.Args[1:min(2, len(os.Args))], " "))
}

func write(name, content string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, []byte(content), 0o644)
}
