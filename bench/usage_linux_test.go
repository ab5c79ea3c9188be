package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

func TestUsageIsOfAllProcesses(t *testing.T) {
	// Three children of a shell, of which each holds a text of 20 MB.
	const script = `for i in 1 2 3; do
		(text=$(head -c 20000000 /dev/zero | tr '\0' x); echo ready; sleep 60; echo "$text") &
	done; wait`
	cmd := exec.CommandContext(t.Context(), "sh", "-c", script)
	killTogether(cmd)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Wait()
	defer cmd.Cancel()
	lines := bufio.NewScanner(stdout)
	for range 3 {
		if !lines.Scan() {
			t.Fatal("a child ended early")
		}
	}
	stop := watch(cmd.Process.Pid)
	time.Sleep(5 * usageInterval)
	if used := stop(); used.peak < 60e6 || used.cpu == 0 {
		t.Errorf("%+v of all processes", used)
	}
	alone := watcher{proc: "/proc", tree: []process{{strconv.Itoa(cmd.Process.Pid), -1}}, cpu: map[string]float64{}}
	if alone.look(); alone.peak == 0 || alone.peak > 20e6 {
		t.Errorf("%.0f bytes in the first one", alone.peak)
	}
}

func TestWatcher(t *testing.T) {
	page := float64(os.Getpagesize())
	line := func(name string, ticks, size, pages int) string {
		return fmt.Sprintf("7 (%s) S 1 7 7 0 -1 4194304 99 0 0 0 %d 1 50 50 20 0 1 0 999 %d %d 18446744073709551615 1\n", name, ticks, size, pages)
	}
	for _, test := range []struct {
		name  string
		files map[string]string
		pages float64
		cpu   float64
	}{
		{"none", nil, 0, 0},
		{"one", map[string]string{"1/stat": line("node", 149, 900, 30)}, 30, 1.5},
		{"a name like the fields after it", map[string]string{"1/stat": line("a) R 2 (b", 99, 900, 30)}, 30, 1},
		{"cut off", map[string]string{"1/stat": "7 (node) S 1 7"}, 0, 0},
		{"children of threads, and theirs", map[string]string{
			"1/stat": line("go", 99, 900, 30), "1/task/1/children": "2 3 ", "1/task/11/children": "4 ",
			"2/stat": line("node", 99, 900, 7), "2/task/2/children": "5 ",
			"3/stat": line("sh", 99, 900, 8), "4/stat": line("sh", 99, 900, 9), "5/stat": line("node", 599, 900, 100),
		}, 154, 10},
		{"one that has ended", map[string]string{"1/stat": line("go", 99, 900, 30), "1/task/1/children": "2 "}, 30, 1},
		{"one in its parent's memory", map[string]string{
			"1/stat": line("go", 99, 900, 30), "1/task/1/children": "2 3 ",
			"2/stat": line("go", 99, 900, 30), "3/stat": line("sh", 99, 800, 30),
		}, 60, 3},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := t.TempDir()
			for name, text := range test.files {
				if err := writeFile(filepath.Join(root, name), text); err != nil {
					t.Fatal(err)
				}
			}
			w := watcher{proc: root, tree: processTree(root, "1", -1, nil), cpu: map[string]float64{}}
			w.look()
			if got := w.usage(); got.peak/page != test.pages || got.cpu != test.cpu {
				t.Errorf("%v pages and %v s, want %v and %v", got.peak/page, got.cpu, test.pages, test.cpu)
			}
		})
	}
}

func TestMachine(t *testing.T) {
	if memory := machineMemory(); memory < 1e8 {
		t.Errorf("memory of the machine: %.0f bytes", memory)
	}
	if _, err := strconv.ParseFloat(load(), 64); err != nil {
		t.Error(err)
	}
}
