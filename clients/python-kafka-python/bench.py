"""How fast, in two styles.

Fast hands records over and counts their futures, and reads batches; plain waits for each future, and handles and
commits one record at a time.
"""

import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

from kafka import KafkaConsumer, KafkaProducer

from codecs_needed import extra_of
from connect import group_consumer, poll, settings
from environment import TOPIC, check_deadline, remaining, told
from events import after
from meter import Meter
from result import Result
from workload import PLAIN, Workload, payloads, read_workload

Records = Iterator[tuple[bytes | None, bytes]]

# The client has no buffer.memory: what is handed over waits in memory without a limit, so the caller has to have one.
MOST_UNDER_WAY = 20_000


def producer_settings(load: Workload) -> dict[str, Any]:
    # Idempotence is refused with fewer than all acknowledgements.
    return {
        "acks": load.acks if load.acks == "all" else int(load.acks),
        "enable_idempotence": load.idempotence and load.acks == "all",
        "max_in_flight_requests_per_connection": load.inFlight,
        "batch_size": load.batchBytes,
        "linger_ms": load.lingerMs,
        "compression_type": None if load.compression == "none" else load.compression,
    }


class Reports:
    """Counts what futures say, in the client's own thread. Counters only grow: no lock is needed."""

    def __init__(self) -> None:
        self.delivered = 0
        self._failure: Exception | None = None
        self._taken = 0

    def watch(self, future: Any) -> None:
        future.add_callback(self._succeed).add_errback(self._fail)

    def _succeed(self, _metadata: Any) -> None:
        self.delivered += 1

    def _fail(self, error: Exception) -> None:
        self._failure = self._failure or error

    def take(self) -> int:
        """How many since the last time. Raises the first failure."""
        if self._failure:
            raise self._failure
        since, self._taken = self.delivered - self._taken, self.delivered
        return since


def bench_produce() -> Result:
    load = read_workload()
    chosen = producer_settings(load)
    producer = KafkaProducer(**settings(**chosen))
    meter = Meter(load)
    try:
        (one_by_one if PLAIN else freely)(producer, payloads(load), meter)
        shown = chosen if PLAIN else {**chosen, "records under way at most": MOST_UNDER_WAY}
        return Result(meter.evidence(), shown, extra_of("crc32c") + extra_of(load.compression))
    finally:
        producer.close()


def one_by_one(producer: KafkaProducer, records: Records, meter: Meter) -> None:
    meter.begin()
    for key, value in records:
        if meter.over() or told():
            return
        producer.send(TOPIC, value, key).get(timeout=remaining())
        meter.count(1)


def freely(producer: KafkaProducer, records: Records, meter: Meter) -> None:
    reports = Reports()
    sent = 0
    meter.begin()
    while not (meter.over() or told()):
        for key, value in islice(records, 100):
            reports.watch(producer.send(TOPIC, value, key))
        sent += 100
        meter.count(reports.take())
        while sent - reports.delivered > MOST_UNDER_WAY:
            check_deadline("report of a record")
            time.sleep(0.001)
            meter.count(reports.take())
    while reports.delivered < sent:
        check_deadline("report of a record")
        time.sleep(0.001)
        meter.count(reports.take())
    meter.count(reports.take())


def bench_consume() -> Result:
    load = read_workload()
    meter = Meter(load)
    consumer = group_consumer(enable_auto_commit=not PLAIN)
    try:
        while not (meter.over() or told()):
            (handle_one_by_one if PLAIN else handle_many)(consumer, load, meter)
        style = {"commit": "after each record"} if PLAIN else {"max_poll_records": 500}
        return Result(
            meter.evidence(), {"enable_auto_commit": not PLAIN, **style}, extra_of("crc32c")
        )
    finally:
        consumer.close(autocommit=False)


def handle_one_by_one(consumer: KafkaConsumer, load: Workload, meter: Meter) -> None:
    for record in poll(consumer):
        meter.begin()
        work(load)
        consumer.commit(after(record))
        meter.count(1)
        if meter.over():
            return


def handle_many(consumer: KafkaConsumer, load: Workload, meter: Meter) -> None:
    records = list(poll(consumer))
    if records:
        meter.begin()
    if load.handlerMs == 0:
        meter.count(len(records))
        return
    for _record in records:
        work(load)
        meter.count(1)
        if meter.over():
            return


def work(load: Workload) -> None:
    if load.handlerMs:
        time.sleep(load.handlerMs / 1000)
