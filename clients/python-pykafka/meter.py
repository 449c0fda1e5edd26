"""Counts after a warm-up and knows when it is over."""

import sys
import time
from typing import Any

from workload import Workload


class Meter:
    """The span begins at the end of what came before the first counted record."""

    def __init__(self, limit: Workload) -> None:
        self._limit = limit
        self._born = self._last = self._looked = 0.0
        self._start: float | None = None
        self._first_cpu = self._last_cpu = 0.0
        self._records = 0

    def begin(self) -> None:
        """Called just before a record is sent or handled: the first call starts the warm-up."""
        if self._born == 0:
            self._born = time.perf_counter()
            self._mark(self._born)

    def count(self, records: int) -> None:
        """Called when records were acknowledged or handled."""
        if records == 0:
            return
        now = time.perf_counter()
        if now - self._born >= self._limit.warmupSeconds:
            if self._start is None:
                self._start, self._first_cpu = self._last, self._last_cpu
            self._records += records
        self._mark(now)

    def _mark(self, now: float) -> None:
        self._last = now
        # Asking the system costs more than counting: the CPU time is at most 20 ms older than the last record.
        if now - self._looked > 0.02:
            self._looked, self._last_cpu = now, time.process_time()

    def over(self) -> bool:
        if self._limit.records is not None and self._records >= self._limit.records:
            return True
        until = self._limit.warmupSeconds + self._limit.seconds
        return self._born > 0 and time.perf_counter() - self._born >= until

    def evidence(self) -> dict[str, Any]:
        return {
            "records": self._records,
            "seconds": 0 if self._start is None else self._last - self._start,
            "cpuSeconds": self._last_cpu - self._first_cpu,
            "peakRssBytes": peak_rss_bytes(),
        }


def peak_rss_bytes() -> int:
    """The process's maximum resident set."""
    if sys.platform == "win32":
        return _peak_working_set()
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return (
        peak if sys.platform == "darwin" else peak * 1024
    )  # macOS counts bytes, the others kibibytes


def _peak_working_set() -> int:
    import ctypes

    class MemoryCounters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS of psapi.h."""

        _fields_ = [
            ("size", ctypes.c_ulong),
            ("page_faults", ctypes.c_ulong),
            ("peak_working_set", ctypes.c_size_t),
            ("others", ctypes.c_size_t * 7),
        ]

    counters = MemoryCounters()
    counters.size = ctypes.sizeof(counters)
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined]
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    process = ctypes.c_void_p(kernel.GetCurrentProcess())
    kernel.K32GetProcessMemoryInfo(process, ctypes.byref(counters), counters.size)
    return int(counters.peak_working_set)
