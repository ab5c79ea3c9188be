package main

import (
	"bufio"
	"os/exec"
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
	pid := strconv.Itoa(cmd.Process.Pid)
	if all, own := peak(), resident(pid); all < 60e6 || own > 20e6 {
		t.Errorf("%.0f bytes in all processes, %.0f in the first one", all, own)
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
