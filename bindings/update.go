package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/tandem-iac/tandem/bindings/internal/cache"
	"github.com/tandem-iac/tandem/bindings/internal/folder"
	"github.com/tandem-iac/tandem/bindings/internal/lock"
	"github.com/tandem-iac/tandem/bindings/internal/workspace"
)

// errStale is the result of --check when there is something to do.
var errStale = errors.New("stale")

// An updater brings the generated folders and the go.work up to date.
type updater struct {
	settings
	log   io.Writer
	cache cache.Cache
}

func (u *updater) say(format string, args ...any) {
	fmt.Fprintf(u.log, "bindings: "+format+"\n", args...)
}

// update does nothing when nothing is stale. Otherwise it looks again once no
// other run is at work on the same folder, which may have done it all.
func (u *updater) update(ctx context.Context) error {
	p, err := u.plan()
	if err != nil {
		return err
	}
	if p.upToDate() {
		if len(p.modules) == 0 {
			u.say("nothing to generate: go.mod requires no prebuilt provider that it does not replace")
		}
		return nil
	}
	if u.check {
		u.report(p)
		return errStale
	}
	if err := os.MkdirAll(u.out, 0o755); err != nil {
		return err
	}
	unlock, err := lock.Acquire(ctx, filepath.Join(u.out, ".lock"), func() {
		u.say("waiting for another run in %s", short(u.out))
	})
	if err != nil {
		return err
	}
	defer unlock()
	if err := folder.Recover(u.out); err != nil {
		return err
	}
	if p, err = u.plan(); err != nil {
		return err
	}
	return u.carryOut(ctx, p)
}

// report says what is stale.
func (u *updater) report(p *plan) {
	for _, m := range p.modules {
		if m.stale != "" {
			u.say("%s %s: stale, %s", m.Name, m.Version, m.stale)
		}
	}
	for _, name := range p.dropped {
		u.say("%s: stale, no longer required", name)
	}
	if !p.workDone {
		u.say("%s: stale, it does not use the generated modules", short(u.work))
	}
	if p.leftovers {
		u.say("%s: an unfinished run left something here, or still runs", short(u.out))
	}
}

// carryOut generates what is stale, lets the go.work say so, and drops what is
// not required any more.
func (u *updater) carryOut(ctx context.Context, p *plan) (err error) {
	if u.cache, err = cache.Default(); err != nil {
		return err
	}
	for _, m := range p.modules {
		if m.stale == "" {
			continue
		}
		start := time.Now()
		size, err := u.generate(ctx, p, m)
		if err != nil {
			return err
		}
		u.say("%s %s: %s in %s, %.1f s", m.Name, m.Version, megabytes(size), short(m.dir), time.Since(start).Seconds())
	}
	if !p.workDone {
		if err := writeFile(u.work, p.work); err != nil {
			return err
		}
	}
	for _, name := range p.dropped { // now that the go.work does not mention them
		u.say("%s: no longer required, dropped", name)
		if err := os.RemoveAll(filepath.Join(u.out, name)); err != nil {
			return err
		}
	}
	return nil
}

// editWork returns the go.work as it should be, and whether it is so already.
func (u *updater) editWork(p *plan) (edited []byte, done bool, err error) {
	data, err := os.ReadFile(u.work)
	absent := errors.Is(err, fs.ErrNotExist)
	if err != nil && !absent {
		return nil, false, err
	}
	if absent && len(p.modules) == 0 {
		return nil, true, nil // nothing that needs one
	}
	base := filepath.Dir(u.work)
	edit := workspace.Edit{
		Go:       p.project.GoVersion(),
		Use:      relative(base, u.dir),
		Out:      relative(base, u.out),
		Replaces: map[string]string{},
	}
	for _, m := range p.modules {
		edit.Replaces[m.Module] = relative(base, m.dir)
	}
	edited, err = edit.Apply(u.work, data)
	return edited, !absent && string(edited) == string(data), err
}

// writeFile replaces a file in one step.
func writeFile(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	fresh, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".tmp-")
	if err != nil {
		return err
	}
	_, err = fresh.Write(data)
	err = errors.Join(err, fresh.Chmod(0o644), fresh.Close())
	if err == nil {
		err = os.Rename(fresh.Name(), name)
	}
	if err != nil {
		os.Remove(fresh.Name())
	}
	return err
}

// relative is a folder as seen from base, or absolute when there is no way.
func relative(base, dir string) string {
	if rel, err := filepath.Rel(base, dir); err == nil {
		return rel
	}
	return dir
}

// short leaves the working folder out of a path, or of all paths in a text.
func short(text string) string {
	wd, err := os.Getwd()
	if err != nil || wd == filepath.Dir(wd) {
		return text
	}
	return strings.ReplaceAll(text, wd+string(filepath.Separator), "")
}

func megabytes(size int64) string { return fmt.Sprintf("%.1f MB", float64(size)/1e6) }
