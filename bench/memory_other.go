//go:build !linux

package main

// watchMemory measures nothing: only Linux tells what a process tree holds.
func watchMemory(int) (peak func() float64) { return func() float64 { return 0 } }

func machineMemory() float64 { return 0 }

func load() string { return "" }
