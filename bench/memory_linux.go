package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// memoryInterval is the time between two looks at the memory of a process tree,
// treeInterval between two looks at which processes it has.
const (
	memoryInterval = 20 * time.Millisecond
	treeInterval   = 100 * time.Millisecond
)

// proc is where Linux tells about processes.
const proc = "/proc"

// watchMemory looks at a process and all its descendants until the returned
// function is called, which returns the largest sum of their resident memory
// at one instant, in bytes. Pages that processes share are counted in each.
func watchMemory(pid int) (peak func() float64) {
	done, result := make(chan struct{}), make(chan float64)
	go func() {
		ticker := time.NewTicker(memoryInterval)
		defer ticker.Stop()
		var largest float64
		var tree []process
		var known time.Time // when the tree was looked at
		for {
			select {
			case <-done:
				result <- largest
				return
			case now := <-ticker.C:
				if now.Sub(known) >= treeInterval {
					tree, known = processTree(proc, strconv.Itoa(pid)), now
				}
				largest = max(largest, resident(proc, tree))
			}
		}
	}()
	return func() float64 { close(done); return <-result }
}

// A process is its id and where in the list its parent is, -1 for none.
type process struct {
	pid    string
	parent int
}

// processTree is a process and its descendants, parents first.
func processTree(proc, pid string) []process { return appendTree(nil, proc, pid, -1) }

func appendTree(tree []process, proc, pid string, parent int) []process {
	tree = append(tree, process{pid, parent})
	self := len(tree) - 1
	lists, _ := filepath.Glob(filepath.Join(proc, pid, "task", "*", "children"))
	for _, list := range lists {
		children, _ := os.ReadFile(list) // the thread may have ended
		for _, child := range strings.Fields(string(children)) {
			tree = appendTree(tree, proc, child, self)
		}
	}
	return tree
}

// resident is the resident memory of processes in bytes. One that has ended
// counts as nothing, and so does one that still runs in the memory of its
// parent, as it does until it starts its program.
//
// https://man7.org/linux/man-pages/man5/proc_pid_statm.5.html
func resident(proc string, tree []process) float64 {
	var total float64
	texts := make([]string, len(tree))
	for i, p := range tree {
		statm, err := os.ReadFile(filepath.Join(proc, p.pid, "statm"))
		if err != nil {
			continue
		}
		texts[i] = string(statm)
		if p.parent >= 0 && texts[i] == texts[p.parent] {
			continue
		}
		var size, pages float64
		if _, err := fmt.Sscan(texts[i], &size, &pages); err == nil {
			total += pages * float64(os.Getpagesize())
		}
	}
	return total
}

// machineMemory is the memory of the machine in bytes, 0 when not known.
func machineMemory() float64 {
	info, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(info)) {
		var kibibytes float64
		if _, err := fmt.Sscanf(line, "MemTotal: %f kB", &kibibytes); err == nil {
			return kibibytes * 1024
		}
	}
	return 0
}

// load is how many processes wanted to run during the last minute, on average;
// "" when not known.
func load() string {
	average, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	first, _, _ := strings.Cut(string(average), " ")
	return first
}
