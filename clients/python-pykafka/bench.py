"""How fast, in two styles.

Fast hands records over and counts their reports; plain waits for each, and commits after each.
"""

import queue
import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

from codecs_known import codec_named, extra_of
from connect import group_consumer, poll, topic
from environment import check_deadline, told
from meter import Meter
from result import Result
from workload import PLAIN, Workload, payloads, read_workload

Records = Iterator[tuple[bytes | None, bytes]]


def producer_settings(load: Workload) -> dict[str, Any]:
    return {
        "required_acks": {"all": -1, "1": 1, "0": 0}[load.acks],
        "linger_ms": load.lingerMs,
        "compression": codec_named(load.compression),
    }


def bench_produce() -> Result:
    load = read_workload()
    chosen = producer_settings(load)
    meter = Meter(load)
    if PLAIN:
        one_by_one(payloads(load), meter, chosen)
    else:
        freely(payloads(load), meter, chosen)
    return Result(meter.evidence(), chosen, extra_of(load.compression))


def one_by_one(records: Records, meter: Meter, chosen: dict[str, Any]) -> None:
    with topic().get_sync_producer(**chosen) as producer:
        meter.begin()
        for key, value in records:
            if meter.over() or told():
                return
            producer.produce(value, partition_key=key)
            meter.count(1)


def freely(records: Records, meter: Meter, chosen: dict[str, Any]) -> None:
    with topic().get_producer(delivery_reports=True, **chosen) as producer:
        under_way = 0
        meter.begin()
        while not (meter.over() or told()):
            check_deadline("end of the run")
            for key, value in islice(records, 100):
                producer.produce(value, partition_key=key)  # waits while its queue is full
                under_way += 1
            under_way -= count_reports(producer, meter)
        while under_way:
            check_deadline("delivery report")
            under_way -= count_reports(producer, meter)


def count_reports(producer: Any, meter: Meter) -> int:
    """The reports that are there. Raises the first failure."""
    count = 0
    while True:
        try:
            _message, error = producer.get_delivery_report(block=False)
        except queue.Empty:
            break
        if error:
            raise error
        count += 1
    meter.count(count)
    return count


def bench_consume() -> Result:
    load = read_workload()
    meter = Meter(load)
    with group_consumer(auto_commit_enable=not PLAIN) as consumer:
        while not (meter.over() or told()):
            if poll(consumer) is None:
                continue
            meter.begin()
            if load.handlerMs:
                time.sleep(load.handlerMs / 1000)
            if PLAIN:
                consumer.commit_offsets()
            meter.count(1)
    return Result(meter.evidence(), {"auto_commit_enable": not PLAIN})
