package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/tandem-iac/tandem/bindings/internal/generator"
	"github.com/tandem-iac/tandem/bindings/internal/imports"
	"github.com/tandem-iac/tandem/bindings/internal/npm"
	"github.com/tandem-iac/tandem/bindings/internal/original"
	"github.com/tandem-iac/tandem/bindings/internal/project"
	"github.com/tandem-iac/tandem/bindings/internal/workspace"
)

type updater struct {
	dir, out, work string
	whole          bool
	cache          string
}

func (u *updater) update(ctx context.Context) error {
	if u.cache = os.Getenv("TANDEM_CACHE"); u.cache == "" {
		dir, err := os.UserCacheDir()
		if err != nil {
			return err
		}
		u.cache = filepath.Join(dir, "tandem", "bindings")
	}
	p, err := project.Load(u.dir, u.work)
	if err != nil {
		return err
	}
	providers := p.Providers(nil)
	needs, err := imports.Find(p, providers, u.out)
	if err != nil {
		return err
	}
	edit := workspace.Edit{Go: p.GoVersion(), Replaces: map[string]string{}}
	edit.Use, _ = filepath.Rel(filepath.Dir(u.work), u.dir)
	edit.Out, _ = filepath.Rel(filepath.Dir(u.work), u.out)
	for _, provider := range providers {
		packages := needs.Packages(provider.Module)
		if u.whole {
			packages = nil
		}
		if err := u.generate(ctx, p, provider, packages); err != nil {
			return err
		}
		edit.Replaces[provider.Module] = filepath.Join(edit.Out, provider.Name)
	}
	data, err := os.ReadFile(u.work)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	edited, err := workspace.Apply(u.work, data, edit, func(a, b string) bool { return a < b })
	if err != nil {
		return err
	}
	return os.WriteFile(u.work, edited, 0o644)
}

func (u *updater) generate(ctx context.Context, p *project.Project, provider project.Provider, packages []string) error {
	target := filepath.Join(u.out, provider.Name)
	stamp := fmt.Sprint(provider, packages, u.whole)
	if data, err := os.ReadFile(filepath.Join(target, ".stamp")); err == nil && string(data) == stamp {
		return nil
	}
	fmt.Fprintf(os.Stderr, "bindings: %s %s: generating %d packages\n", provider.Name, provider.Version, len(packages))
	if err := os.MkdirAll(u.out, 0o755); err != nil {
		return err
	}
	tmp, err := os.MkdirTemp(u.out, "."+provider.Name+"-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	zip, err := u.original(ctx, provider.Package, strings.TrimPrefix(provider.Version, "v"))
	if err != nil {
		return err
	}
	pkg, err := original.Open(zip)
	if err != nil {
		return err
	}
	defer pkg.Close()
	if _, err := pkg.Extract(filepath.Join(tmp, "package"), packages); err != nil {
		return err
	}
	for name, dep := range pkg.Dependencies {
		version := strings.TrimLeft(dep.Range, "^~v")
		for _, suffix := range []string{"", "/v10"} {
			if v := p.Version(dep.GoModule + suffix); v != "" {
				version = strings.TrimPrefix(v, "v")
			}
		}
		if err := u.dependency(ctx, filepath.Join(tmp, "node_modules", name), name, version); err != nil {
			return err
		}
	}
	tool, err := u.tool(ctx)
	if err != nil {
		return err
	}
	if err := generator.Run(ctx, tool, filepath.Join(tmp, "package"), filepath.Join(tmp, "dist")); err != nil {
		return err
	}
	result := filepath.Join(tmp, "dist", "go", provider.Name)
	if err := os.WriteFile(filepath.Join(result, ".stamp"), []byte(stamp), 0o644); err != nil {
		return err
	}
	if err := os.RemoveAll(target); err != nil {
		return err
	}
	return os.Rename(result, target)
}

func (u *updater) once(dir string, make func(tmp string) error) (string, error) {
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return "", err
	}
	tmp, err := os.MkdirTemp(filepath.Dir(dir), ".tmp-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(tmp)
	if err := make(tmp); err != nil {
		return "", err
	}
	return dir, os.Rename(tmp, dir)
}

func (u *updater) tool(ctx context.Context) (string, error) {
	return u.once(filepath.Join(u.cache, "generator", generator.Version()), func(tmp string) error {
		return generator.Install(ctx, tmp)
	})
}

func (u *updater) original(ctx context.Context, name, version string) (string, error) {
	dir, err := u.once(filepath.Join(u.cache, "npm", name+"@"+version), func(tmp string) error {
		tarball, err := npm.Pack(ctx, tmp, name, version)
		if err != nil {
			return err
		}
		r, err := os.Open(tarball)
		if err != nil {
			return err
		}
		defer r.Close()
		w, err := os.Create(filepath.Join(tmp, "package.zip"))
		if err != nil {
			return err
		}
		defer os.Remove(tarball)
		if err := original.Pack(w, r); err != nil {
			return err
		}
		return w.Close()
	})
	return filepath.Join(dir, "package.zip"), err
}

func (u *updater) dependency(ctx context.Context, dir, name, version string) error {
	zip, err := u.original(ctx, name, version)
	if err != nil {
		return err
	}
	pkg, err := original.Open(zip)
	if err != nil {
		return err
	}
	defer pkg.Close()
	_, err = pkg.Extract(dir, nil)
	return err
}
