//go:build !windows

package main

import (
	"runtime"
	"syscall"
	"time"
)

type usage struct {
	cpuSeconds   float64
	peakRssBytes int64
}

func usageNow() usage {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return usage{}
	}
	cpu := time.Duration(used.Utime.Nano() + used.Stime.Nano())
	peak := int64(used.Maxrss)
	if runtime.GOOS != "darwin" { // macOS counts bytes, the others kibibytes
		peak *= 1024
	}
	return usage{cpu.Seconds(), peak}
}
