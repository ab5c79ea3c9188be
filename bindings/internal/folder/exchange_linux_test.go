package folder

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// TestNeverAbsent looks for a file in a folder without a pause while the folder
// is replaced again and again.
func TestNeverAbsent(t *testing.T) {
	out := t.TempDir()
	file := filepath.Join(out, "demo", "go.mod")
	write(t, file, "module\n")
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				if _, err := os.Stat(file); err != nil {
					t.Errorf("look %d: %v", n, err)
					return
				}
			}
		})
	}
	for range 300 {
		fresh, err := Fresh(out, "demo")
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(fresh, "go.mod"), "module\n")
		if err := Replace(fresh, out, "demo"); err != nil {
			t.Fatal(err)
		}
	}
	close(stop)
	readers.Wait()
}
