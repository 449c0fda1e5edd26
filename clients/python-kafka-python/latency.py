"""One thread writes by the schedule, another reads in a group of its own."""

import threading
import time

from kafka import KafkaProducer

from bench import Reports, producer_settings
from codecs_needed import extra_of
from connect import group_consumer, poll, settings
from environment import GROUP_ID, TOPIC, remaining
from result import Result
from schedule import Schedule
from workload import PLAIN, payloads, read_workload


def latency() -> Result:
    load = read_workload()
    chosen = producer_settings(load)
    timetable = Schedule(load)
    producer = KafkaProducer(**settings(**chosen))
    reader = Reader(timetable)
    reports = Reports()

    def send(key: bytes | None, value: bytes) -> None:
        future = producer.send(TOPIC, value, key)
        if PLAIN:
            future.get(timeout=remaining())
        else:
            reports.watch(future)

    def wait_until(due: float) -> None:
        time.sleep(max(0.0, due - time.time()))

    try:
        producer.partitions_for(TOPIC)
        reader.start()
        timetable.run(payloads(load), send, wait_until)
        timetable.done.wait(remaining())
        reports.take()  # raises a failure
        return Result(timetable.evidence(), chosen, extra_of("crc32c"))
    finally:
        reader.stop()
        producer.close()


class Reader:
    """Reads in the background; begun once the group has given it its partitions."""

    def __init__(self, timetable: Schedule) -> None:
        self._timetable = timetable
        self._assigned = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)

    def start(self) -> None:
        self._thread.start()
        if not self._assigned.wait(remaining()):
            raise TimeoutError("no partitions before the deadline")

    def _read(self) -> None:
        # A consumer belongs to one thread.
        group = GROUP_ID or f"{TOPIC}-latency"
        consumer = group_consumer(group, self._assigned.set, enable_auto_commit=True)
        while not self._stopping.is_set():
            for record in poll(consumer):
                self._timetable.handle(record.value)
        consumer.close()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join(remaining())
