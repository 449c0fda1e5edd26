"""One thread writes by the schedule, another reads in a group of its own."""

import threading
import time

from confluent_kafka import Consumer, KafkaException, Producer

from bench import Reports, producer_settings
from connect import QUICK_POLL, group_consumer, settings
from environment import GROUP_ID, TOPIC, remaining
from result import Result
from schedule import Schedule
from workload import PLAIN, payloads, read_workload


def latency() -> Result:
    load = read_workload()
    chosen = producer_settings(load)
    timetable = Schedule(load)
    producer = Producer({**settings(), **chosen})
    reader = Reader(timetable)
    reports = Reports()

    def send(key: bytes | None, value: bytes) -> None:
        producer.produce(TOPIC, value, key, on_delivery=reports)
        if PLAIN:
            producer.flush(remaining())

    def wait_until(due: float) -> None:
        producer.poll(0)  # serves the reports
        time.sleep(max(0.0, due - time.time()))

    try:
        reader.start()
        timetable.run(payloads(load), send, wait_until)
        producer.flush(remaining())
        timetable.done.wait(remaining())
        return Result(timetable.evidence(), chosen)
    finally:
        reader.stop()
        producer.close()


class Reader:
    """Reads in the background; begun once the group has given it its partitions."""

    def __init__(self, timetable: Schedule) -> None:
        self._timetable = timetable
        self._assigned = threading.Event()
        self._stopping = threading.Event()
        self._consumer: Consumer = group_consumer(
            GROUP_ID or f"{TOPIC}-latency", enable_auto_commit=True
        )
        self._thread = threading.Thread(target=self._read, daemon=True)

    def start(self) -> None:
        self._consumer.subscribe([TOPIC], on_assign=lambda *_: self._assigned.set())
        self._thread.start()
        if not self._assigned.wait(remaining()):
            raise TimeoutError("no partitions before the deadline")

    def _read(self) -> None:
        while not self._stopping.is_set():
            message = self._consumer.poll(QUICK_POLL)
            if message is None:
                continue
            if error := message.error():
                raise KafkaException(error)
            self._timetable.handle(message.value() or b"")

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join()
        self._consumer.close()
