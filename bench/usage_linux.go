package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// usageInterval is the time between two looks at what a process tree uses,
// treeInterval between two looks at which processes it has.
const (
	usageInterval = 20 * time.Millisecond
	treeInterval  = 100 * time.Millisecond
)

// watch looks at a process and all its descendants until the returned function
// is called, which returns what they used.
func watch(pid int) (stop func() usage) {
	done, result := make(chan struct{}), make(chan usage)
	go func() {
		ticker := time.NewTicker(usageInterval)
		defer ticker.Stop()
		w := watcher{proc: "/proc", cpu: map[string]float64{}}
		var known time.Time // when the tree was looked at
		for {
			select {
			case <-done:
				result <- w.usage()
				return
			case now := <-ticker.C:
				if now.Sub(known) >= treeInterval {
					w.tree, known = processTree(w.proc, strconv.Itoa(pid), -1, nil), now
				}
				w.look()
			}
		}
	}()
	return func() usage { close(done); return <-result }
}

// A watcher keeps what it has seen of a process tree.
type watcher struct {
	proc string             // where Linux tells about processes
	tree []process          // parents first
	peak float64            // largest sum of resident memory, in bytes
	cpu  map[string]float64 // processor time of each process, in seconds
}

// usage is what was used so far.
func (w *watcher) usage() usage {
	u := usage{peak: w.peak}
	for _, seconds := range w.cpu {
		u.cpu += seconds
	}
	return u
}

// look adds what the processes use now. One that has ended has no memory, and
// one that still runs in the memory of its parent, as it does until it starts
// its program, has none of its own.
func (w *watcher) look() {
	var total float64
	seen := make([]stat, len(w.tree))
	for i, p := range w.tree {
		s, ok := readStat(filepath.Join(w.proc, p.pid, "stat"))
		if !ok {
			continue
		}
		seen[i], w.cpu[p.pid] = s, s.cpu
		if p.parent < 0 || s.size != seen[p.parent].size || s.resident != seen[p.parent].resident {
			total += s.resident
		}
	}
	w.peak = max(w.peak, total)
}

// stat is what Linux tells of a process: bytes, and seconds.
type stat struct{ size, resident, cpu float64 }

// readStat reads the fields 14, 15, 23 and 24 of a stat file.
//
// https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
func readStat(name string) (s stat, ok bool) {
	text, err := os.ReadFile(name)
	if err != nil {
		return s, false
	}
	// The second field is the program's name in brackets, which can hold
	// anything.
	const ticksPerSecond, third = 100, 3
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
	if len(fields) <= 24-third {
		return s, false
	}
	field := func(n int) float64 {
		value, _ := strconv.ParseFloat(fields[n-third], 64)
		return value
	}
	return stat{
		size:     field(23),
		resident: field(24) * float64(os.Getpagesize()),
		cpu:      (field(14) + field(15)) / ticksPerSecond,
	}, true
}

// A process is its id and where in the list its parent is, -1 for none.
type process struct {
	pid    string
	parent int
}

// processTree adds a process and its descendants to a list, parents first.
func processTree(proc, pid string, parent int, list []process) []process {
	list = append(list, process{pid, parent})
	self := len(list) - 1
	threads, _ := filepath.Glob(filepath.Join(proc, pid, "task", "*", "children"))
	for _, thread := range threads {
		children, _ := os.ReadFile(thread) // it may have ended
		for _, child := range strings.Fields(string(children)) {
			list = processTree(proc, child, self, list)
		}
	}
	return list
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
