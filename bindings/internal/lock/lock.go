// Package lock keeps two runs from doing the same work at once. A lock ends
// with the process that holds it, however that ends.
package lock

import (
	"context"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// patience is how long a run waits before it says that it waits.
const patience = 500 * time.Millisecond

// Acquire locks a file, which it creates, and returns what unlocks it. When
// another run has the lock for a while, waiting is called once, if not nil.
func Acquire(ctx context.Context, name string, waiting func()) (unlock func(), err error) {
	type result struct {
		unlock func()
		err    error
	}
	done := make(chan result, 1)
	go func() {
		unlock, err := lockedfile.MutexAt(name).Lock()
		done <- result{unlock, err}
	}()
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		select {
		case r := <-done:
			return r.unlock, r.err
		case <-late.C:
			if waiting != nil {
				waiting()
			}
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}
