"""Sends at fixed times and takes the time of what comes back from when it was due.

A record that had to wait for its turn has waited: a late send does not move the next one.
"""

import threading
import time
from collections.abc import Callable
from typing import Any

from environment import check_deadline
from meter import peak_rss_bytes
from workload import Workload

Send = Callable[[bytes | None, bytes], None]


class Schedule:
    def __init__(self, load: Workload) -> None:
        self._rate = load.rate
        self._warm_up = int(load.warmupSeconds * load.rate)
        self._total = int((load.warmupSeconds + load.seconds) * load.rate)
        self._measured_from = 0.0  # microseconds of the wall clock; 0: not begun
        self._latencies: list[float] = []
        self._late = 0
        self._first_cpu = 0.0
        self.done = threading.Event()

    def run(self, records: Any, send: Send, wait_until: Callable[[float], None]) -> None:
        """Calls send for each record when it is due; `wait_until` waits until a time of the wall clock."""
        start = time.time()
        self._measured_from = (start + self._warm_up / self._rate) * 1e6
        for number, (key, value) in zip(range(self._total), records):
            check_deadline("end of the schedule")
            due = start + number / self._rate
            wait_until(due)
            if number == self._warm_up:
                self._first_cpu = time.process_time()
            if number >= self._warm_up and time.time() - due > 0.001:
                self._late += 1
            send(key, round(due * 1e6).to_bytes(8, "big") + value[8:])

    def handle(self, value: bytes) -> None:
        """Takes the time of a record; those of the warm-up and of earlier runs are left out."""
        due = int.from_bytes(value[:8], "big")
        if self._measured_from == 0 or due < round(self._measured_from):
            return
        self._latencies.append(time.time() * 1000 - due / 1000)
        if len(self._latencies) == self._total - self._warm_up:
            self.done.set()

    def evidence(self) -> dict[str, Any]:
        ordered = sorted(self._latencies)
        expected = self._total - self._warm_up
        if len(ordered) < expected:
            raise TimeoutError(
                f"{len(ordered)} of {expected} records came back before the deadline"
            )

        def at(part: float) -> float:
            return ordered[int(part * (len(ordered) - 1))]

        return {
            "records": len(ordered),
            "p50Ms": at(0.5),
            "p99Ms": at(0.99),
            "p999Ms": at(0.999),
            "maxMs": at(1),
            "lateSends": self._late,
            "cpuSeconds": time.process_time() - self._first_cpu,
            "peakRssBytes": peak_rss_bytes(),
        }
