package main

import (
	"syscall"
	"unsafe"
)

type usage struct {
	cpuSeconds   float64
	peakRssBytes int64
}

// PROCESS_MEMORY_COUNTERS of psapi.h.
type memoryCounters struct {
	size, pageFaults uint32
	peakWorkingSet   uintptr
	others           [7]uintptr
}

var memoryInfo = syscall.NewLazyDLL("kernel32.dll").NewProc("K32GetProcessMemoryInfo")

func usageNow() usage {
	process, err := syscall.GetCurrentProcess()
	if err != nil {
		return usage{}
	}
	var created, exited, kernel, user syscall.Filetime
	if err := syscall.GetProcessTimes(process, &created, &exited, &kernel, &user); err != nil {
		return usage{}
	}
	counters := memoryCounters{}
	counters.size = uint32(unsafe.Sizeof(counters))
	memoryInfo.Call(uintptr(process), uintptr(unsafe.Pointer(&counters)), uintptr(counters.size))
	return usage{(ticks(kernel) + ticks(user)) / 1e7, int64(counters.peakWorkingSet)}
}

// Filetimes are durations here: units of 100 ns, in two halves.
func ticks(t syscall.Filetime) float64 {
	return float64(uint64(t.HighDateTime)<<32 | uint64(t.LowDateTime))
}
