package main

import (
	"fmt"
	"go/token"
	"path/filepath"
	"slices"

	"github.com/tandem-iac/tandem/bindings/internal/folder"
	"github.com/tandem-iac/tandem/bindings/internal/generator"
	"github.com/tandem-iac/tandem/bindings/internal/imports"
	"github.com/tandem-iac/tandem/bindings/internal/original"
	"github.com/tandem-iac/tandem/bindings/internal/project"
)

// A plan is what there should be, and what of it is not so.
type plan struct {
	project   *project.Project
	modules   []generated
	dropped   []string // generated folders of modules that are not required any more
	work      []byte   // the go.work as it should be
	workDone  bool     // and is
	leftovers bool     // of a run that did not end well, or still runs
}

// A generated module is one provider's share of the plan.
type generated struct {
	project.Provider
	dir    string                    // where its folder is or will be
	needs  map[string]token.Position // imported packages
	inputs folder.Inputs
	stale  string // why the folder has to be generated, "" when it has not
}

func (p *plan) upToDate() bool {
	for _, m := range p.modules {
		if m.stale != "" {
			return false
		}
	}
	return len(p.dropped) == 0 && p.workDone && !p.leftovers
}

// plan reads the project and compares it with what is there.
func (u *updater) plan() (*plan, error) {
	proj, err := project.Load(u.dir, u.work)
	if err != nil {
		return nil, err
	}
	for path := range u.npm {
		if proj.Version(path) == "" {
			return nil, fmt.Errorf("--npm %s: go.mod does not require that module", path)
		}
	}
	providers := proj.Providers(u.npm, func(dir string) bool {
		return folder.Ours(dir) || filepath.Dir(dir) == u.out
	})
	needs, err := imports.Find(proj, providers, u.out)
	if err != nil {
		return nil, err
	}
	p := &plan{project: proj, dropped: folder.Generated(u.out), leftovers: folder.Leftovers(u.out)}
	for _, provider := range providers {
		m := u.module(proj, provider, needs)
		if err := p.claim(m); err != nil {
			return nil, err
		}
		p.modules = append(p.modules, m)
		p.dropped = slices.DeleteFunc(p.dropped, func(name string) bool { return name == provider.Name })
	}
	p.work, p.workDone, err = u.editWork(p)
	return p, err
}

// claim returns an error when a module's folder is not free for it.
func (p *plan) claim(m generated) error {
	for _, other := range p.modules {
		if other.dir == m.dir {
			return fmt.Errorf("%s and %s would both be generated into %s; drop one from go.mod", other.Module, m.Module, m.dir)
		}
	}
	return folder.Replaceable(m.dir, m.Module)
}

// module compares one provider's folder with what is imported of it.
func (u *updater) module(proj *project.Project, provider project.Provider, needs imports.Needs) generated {
	m := generated{
		Provider: provider,
		dir:      filepath.Join(u.out, provider.Name),
		needs:    needs[provider.Module],
		inputs: folder.Inputs{
			Format:    folder.Format,
			Generator: original.Format + "-" + generator.Version,
			Module:    provider.Module,
			Version:   provider.Version,
			Package:   provider.Package,
			Whole:     u.whole,
			Packages:  needs.Packages(provider.Module),
		},
	}
	m.stale = folder.Stale(m.dir, m.inputs, func(path string) string { return proj.Version(proj.Find(path)) })
	return m
}
