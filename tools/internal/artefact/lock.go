package artefact

import (
	"context"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// courtesy is how long a lock may be held before people are told of it.
const courtesy = time.Second

// lock takes the lock at path for this process and returns what gives it back.
// While another one holds it, waiting is called once. The system gives back
// the lock of a process that dies.
func lock(ctx context.Context, path string, waiting func()) (unlock func(), err error) {
	type result struct {
		unlock func()
		err    error
	}
	taken := make(chan result, 1)
	go func() {
		unlock, err := lockedfile.MutexAt(path).Lock()
		taken <- result{unlock, err}
	}()
	timer := time.NewTimer(courtesy)
	defer timer.Stop()
	for {
		select {
		case r := <-taken:
			return r.unlock, r.err
		case <-timer.C:
			waiting()
		case <-ctx.Done():
			go func() {
				if r := <-taken; r.err == nil {
					r.unlock()
				}
			}()
			return nil, ctx.Err()
		}
	}
}
