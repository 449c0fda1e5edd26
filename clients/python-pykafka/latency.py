"""One thread writes by the schedule, another reads in a group of its own."""

import threading
import time

from bench import producer_settings
from connect import group_consumer, poll, topic
from environment import GROUP_ID, TOPIC, remaining
from result import Result
from schedule import Schedule
from workload import PLAIN, payloads, read_workload


def latency() -> Result:
    load = read_workload()
    chosen = producer_settings(load)
    timetable = Schedule(load)
    stopping = threading.Event()

    def read() -> None:
        while not stopping.is_set():
            if record := poll(consumer):
                timetable.handle(record.value)

    def wait_until(due: float) -> None:
        time.sleep(max(0.0, due - time.time()))

    with (
        group_consumer(GROUP_ID or f"{TOPIC}-latency", auto_commit_enable=True) as consumer,
        topic().get_producer(sync=PLAIN, **chosen) as producer,
    ):
        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        timetable.run(payloads(load), lambda key, value: producer.produce(value, key), wait_until)
        timetable.done.wait(remaining())
        stopping.set()
        reader.join(remaining())
    return Result(timetable.evidence(), chosen)
