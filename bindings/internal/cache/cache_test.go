package cache

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/tandem-iac/tandem/bindings/internal/lock"
)

// fill makes an entry with one file.
func fill(dir string) error { return os.WriteFile(filepath.Join(dir, "file"), nil, 0o644) }

func TestEntryOnce(t *testing.T) {
	c := Cache{t.TempDir()}
	var filled atomic.Int32
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			dir, err := c.Entry(t.Context(), "a/b@1", func(dir string) error {
				filled.Add(1)
				return fill(dir)
			})
			if err != nil {
				t.Error(err)
			}
			if _, err := os.Stat(filepath.Join(dir, "file")); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := filled.Load(); n != 1 {
		t.Errorf("filled %d times", n)
	}
}

// TestEntryFails leaves nothing behind, and works the next time.
func TestEntryFails(t *testing.T) {
	c := Cache{t.TempDir()}
	wrong := errors.New("wrong")
	_, err := c.Entry(t.Context(), "a/b", func(dir string) error { return errors.Join(fill(dir), wrong) })
	if !errors.Is(err, wrong) {
		t.Errorf("got %v", err)
	}
	entries, err := os.ReadDir(filepath.Join(c.Dir, "a"))
	if err != nil || len(entries) != 1 || entries[0].Name() != "b.lock" {
		t.Errorf("left: %v, %v", entries, err)
	}
	if _, err := c.Entry(t.Context(), "a/b", fill); err != nil {
		t.Error(err)
	}
}

// TestEntryKilled tidies up after a run that was killed.
func TestEntryKilled(t *testing.T) {
	c := Cache{t.TempDir()}
	left, other := filepath.Join(c.Dir, ".b.tmp-123"), filepath.Join(c.Dir, ".bb.tmp-123")
	for _, dir := range []string{left, other} {
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := c.Entry(t.Context(), "b", fill); err != nil {
		t.Fatal(err)
	}
	if exists(left) || !exists(other) {
		t.Errorf("left %v, other %v", exists(left), exists(other))
	}
}

// TestEntryCanceled does not wait for another run any longer than the user does.
func TestEntryCanceled(t *testing.T) {
	c := Cache{t.TempDir()}
	ctx, cancel := context.WithCancel(t.Context())
	unlock, err := lock.Acquire(ctx, filepath.Join(c.Dir, "b.lock"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	cancel()
	if _, err := c.Entry(ctx, "b", fill); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestDefault(t *testing.T) {
	t.Setenv(Variable, filepath.FromSlash("/mine"))
	if c, err := Default(); err != nil || c.Dir != filepath.FromSlash("/mine/bindings") {
		t.Errorf("%v, %v", c, err)
	}
	t.Setenv(Variable, "")
	user, err := os.UserCacheDir()
	if err != nil {
		t.Skip(err)
	}
	if c, err := Default(); err != nil || c.Dir != filepath.Join(user, "tandem", "bindings") {
		t.Errorf("%v, %v", c, err)
	}
}
