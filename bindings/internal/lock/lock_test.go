package lock

import (
	"path/filepath"
	"testing"
)

// TestWaiting says once that it waits, and gets the lock when it is free.
func TestWaiting(t *testing.T) {
	name := filepath.Join(t.TempDir(), "lock")
	unlock, err := Acquire(t.Context(), name, func() { t.Error("a free lock is not waited for") })
	if err != nil {
		t.Fatal(err)
	}
	said := 0
	again, err := Acquire(t.Context(), name, func() {
		said++
		unlock()
	})
	if err != nil {
		t.Fatal(err)
	}
	again()
	if said != 1 {
		t.Errorf("said %d times that it waits", said)
	}
}
