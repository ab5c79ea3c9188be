package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// memoryInterval is the time between two looks at a process tree. A look takes
// well under a millisecond.
const memoryInterval = 20 * time.Millisecond

// watchMemory looks at a process and all its descendants until the returned
// function is called, which returns the largest sum of their resident memory
// at one instant, in bytes. Pages that processes share are counted in each.
func watchMemory(pid int) (peak func() float64) {
	done, result := make(chan struct{}), make(chan float64)
	go func() {
		ticker := time.NewTicker(memoryInterval)
		defer ticker.Stop()
		var largest float64
		for {
			select {
			case <-done:
				result <- largest
				return
			case <-ticker.C:
				largest = max(largest, residentTree(strconv.Itoa(pid)))
			}
		}
	}()
	return func() float64 { close(done); return <-result }
}

// residentTree is the resident memory of a process and its descendants in
// bytes. A process that has ended counts as nothing.
func residentTree(pid string) float64 {
	total := resident(pid)
	lists, _ := filepath.Glob("/proc/" + pid + "/task/*/children")
	for _, list := range lists {
		children, err := os.ReadFile(list)
		if err != nil {
			continue
		}
		for _, child := range strings.Fields(string(children)) {
			total += residentTree(child)
		}
	}
	return total
}

// resident is the resident memory of one process in bytes.
//
// https://man7.org/linux/man-pages/man5/proc_pid_statm.5.html
func resident(pid string) float64 {
	statm, err := os.ReadFile("/proc/" + pid + "/statm")
	if err != nil {
		return 0
	}
	var size, pages float64
	if _, err := fmt.Sscan(string(statm), &size, &pages); err != nil {
		return 0
	}
	return pages * float64(os.Getpagesize())
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
