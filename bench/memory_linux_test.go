package main

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

func TestMemoryIsOfAllProcesses(t *testing.T) {
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
	peak := watchMemory(cmd.Process.Pid)
	time.Sleep(5 * memoryInterval)
	own := resident(proc, []process{{strconv.Itoa(cmd.Process.Pid), -1}})
	if all := peak(); all < 60e6 || own > 20e6 {
		t.Errorf("%.0f bytes in all processes, %.0f in the first one", all, own)
	}
}

func TestResident(t *testing.T) {
	page := float64(os.Getpagesize())
	for _, test := range []struct {
		name  string
		files map[string]string
		pages float64
	}{
		{"none", nil, 0},
		{"one", map[string]string{"1/statm": "900 30 9 1 0 8 0\n"}, 30},
		{"children of threads, and theirs", map[string]string{
			"1/statm": "900 30 0 0 0 0 0", "1/task/1/children": "2 3 ", "1/task/11/children": "4 ",
			"2/statm": "900 7 0 0 0 0 0", "2/task/2/children": "5 ",
			"3/statm": "900 8 0 0 0 0 0", "4/statm": "900 9 0 0 0 0 0", "5/statm": "900 100 0 0 0 0 0",
		}, 154},
		{"one that has ended", map[string]string{"1/statm": "900 30 0 0 0 0 0", "1/task/1/children": "2 "}, 30},
		{"one in its parent's memory", map[string]string{
			"1/statm": "900 30 0 0 0 0 0", "1/task/1/children": "2 3 ",
			"2/statm": "900 30 0 0 0 0 0", "3/statm": "800 30 0 0 0 0 0",
		}, 60},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := t.TempDir()
			for name, text := range test.files {
				if err := writeFile(filepath.Join(root, name), text); err != nil {
					t.Fatal(err)
				}
			}
			if got := resident(root, processTree(root, "1")) / page; got != test.pages {
				t.Errorf("%v pages, want %v", got, test.pages)
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
