//go:build !linux

package main

// watch measures nothing: only Linux tells what a process tree uses.
func watch(int) (stop func() usage) { return func() usage { return usage{} } }

func machineMemory() float64 { return 0 }

func load() string { return "" }
