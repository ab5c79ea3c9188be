package main

import (
	"os"
	"strconv"
	"testing"
	"time"
)

func TestMemoryIsOfAllProcesses(t *testing.T) {
	self := residentTree(strconv.Itoa(os.Getpid()))
	if self < 1e6 {
		t.Errorf("this test holds %.0f bytes", self)
	}
	// Each child holds a text of 20 MB.
	const child = `text=$(head -c 20000000 /dev/zero | tr '\0' x); sleep 0.5`
	one, err := sh(child, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	two, err := sh("("+child+") & ("+child+"); wait", time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	if one.peak < 20 || two.peak < one.peak+15 {
		t.Errorf("one child %.1f MB, two %.1f MB", one.peak, two.peak)
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
