package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/tandem-iac/tandem/bindings/internal/folder"
	"github.com/tandem-iac/tandem/bindings/internal/generator"
	"github.com/tandem-iac/tandem/bindings/internal/nearest"
	"github.com/tandem-iac/tandem/bindings/internal/npm"
	"github.com/tandem-iac/tandem/bindings/internal/original"
)

// generate makes one module's folder anew and puts it in the place of the old
// one. It returns its size.
func (u *updater) generate(ctx context.Context, p *plan, m generated) (size int64, err error) {
	u.say("%s %s: generating, %s", m.Name, m.Version, m.stale)
	scratch, err := folder.Fresh(u.out, m.Name)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(scratch)) }()
	made := filepath.Join(scratch, "skeleton")
	if len(m.inputs.Packages) == 0 && !u.whole {
		err = skeleton(made, m.Module)
	} else {
		made, err = u.fromOriginal(ctx, p, &m, scratch)
	}
	if err != nil {
		return 0, err
	}
	if size, err = folder.Seal(made, m.inputs); err != nil {
		return 0, err
	}
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	return size, folder.Replace(made, u.out, m.Name)
}

// skeleton writes a module without packages: enough for the Go command to load
// a module that is required and not imported.
func skeleton(dir, module string) error {
	if err := os.Mkdir(dir, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module "+module+"\n\ngo 1.23\n"), 0o644)
}

// fromOriginal generates a module in scratch from what its npm package has of
// the imported packages, and completes its inputs.
func (u *updater) fromOriginal(ctx context.Context, p *plan, m *generated, scratch string) (dir string, err error) {
	pkg, err := u.original(ctx, m.Package, strings.TrimPrefix(m.Version, "v"))
	if err != nil {
		return "", fmt.Errorf("%s: %s %s: %w", m.Place, m.Module, m.Version, err)
	}
	defer pkg.Close()
	if pkg.GoModule != m.Module {
		return "", fmt.Errorf("%s: %s is not what the npm package %s is for: its Go module is %s", m.Place, m.Module, m.Package, pkg.GoModule)
	}
	if err := known(pkg, m); err != nil {
		return "", err
	}
	source := filepath.Join(scratch, "package")
	all := pkg.Packages()
	switch {
	case u.whole:
		u.say("%s %s: all %d packages", m.Name, m.Version, len(all))
		err = pkg.ExtractWhole(source)
	case pkg.Indivisible != "":
		u.say("%s %s: all %d packages, as it cannot be pruned: %s", m.Name, m.Version, len(all), pkg.Indivisible)
		err = pkg.Extract(source, m.inputs.Packages)
	default:
		u.say("%s %s: %d of %d packages", m.Name, m.Version, len(m.inputs.Packages), len(all))
		err = pkg.Extract(source, m.inputs.Packages)
	}
	if err != nil {
		return "", err
	}
	if m.inputs.Requires, err = u.dependencies(ctx, p, pkg, filepath.Join(scratch, "node_modules")); err != nil {
		return "", err
	}
	installed, err := u.cache.Entry(ctx, "generator/"+generator.Version, func(dir string) error {
		u.say("installing the generator from npm")
		return generator.Install(ctx, dir)
	})
	if err != nil {
		return "", err
	}
	return generator.Run(ctx, installed, source, scratch)
}

// known returns an error for every import that the provider has no package for.
func known(pkg *original.Package, m *generated) error {
	all := pkg.Packages()
	var unknown []error
	for _, name := range slices.Sorted(maps.Keys(m.needs)) {
		if slices.Contains(all, name) || name == "jsii" { // every module has that one
			continue
		}
		at := m.needs[name]
		switch near := nearest.To(name, all); {
		case name == "":
			unknown = append(unknown, fmt.Errorf("%s: %s has no package of its own; import one below it, such as %s/provider", at, m.Module, m.Module))
		case near != "":
			unknown = append(unknown, fmt.Errorf("%s: %s %s has no package %s; the nearest is %s", at, m.Module, m.Version, name, near))
		default:
			unknown = append(unknown, fmt.Errorf("%s: %s %s has no package %s", at, m.Module, m.Version, name))
		}
	}
	return errors.Join(unknown...)
}

// original opens an npm package, and gets it first when it is not in the cache.
func (u *updater) original(ctx context.Context, name, version string) (*original.Package, error) {
	dir, err := u.cache.Entry(ctx, fmt.Sprintf("npm-%s/%s@%s", original.Format, name, version), func(dir string) error {
		u.say("getting %s@%s from npm", name, version)
		tarball, err := npm.Pack(ctx, dir, name, version)
		if err != nil {
			return err
		}
		return errors.Join(repack(tarball, filepath.Join(dir, original.FileName)), os.Remove(tarball))
	})
	if err != nil {
		return nil, err
	}
	return original.Open(filepath.Join(dir, original.FileName))
}

func repack(tarball, name string) error {
	r, err := os.Open(tarball)
	if err != nil {
		return err
	}
	defer r.Close()
	w, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(original.Pack(w, r), w.Close())
}

// dependencies puts the packages that a package's types mention into a
// node_modules folder, at the versions of the project's Go modules. It returns
// those by module path without major version.
func (u *updater) dependencies(ctx context.Context, p *plan, of *original.Package, dir string) (map[string]string, error) {
	requires := map[string]string{}
	for todo := []*original.Package{of}; len(todo) > 0; todo = todo[1:] {
		for name, dependency := range todo[0].Dependencies {
			if _, done := requires[dependency.GoModule]; done {
				continue
			}
			path := p.project.Find(dependency.GoModule)
			requires[dependency.GoModule] = p.project.Version(path)
			pkg, err := u.original(ctx, name, npmVersion(p.project.Version(path), dependency.Range))
			if err != nil && path != "" {
				return nil, fmt.Errorf("%s: %s: %w", p.project.Place(path), path, err)
			}
			if err != nil {
				return nil, err
			}
			defer pkg.Close()
			if err := pkg.ExtractTypes(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
				return nil, err
			}
			todo = append(todo, pkg)
		}
	}
	return requires, nil
}

var release = regexp.MustCompile(`[0-9]+\.[0-9]+\.[0-9]+[0-9A-Za-z.+-]*`)

// npmVersion is the version of a Go module, or when that is not required, the
// lowest that a range such as ^1.2.3 accepts.
func npmVersion(required, accepted string) string {
	if required != "" {
		return strings.TrimPrefix(required, "v")
	}
	if version := release.FindString(accepted); version != "" {
		return version
	}
	return "latest"
}
