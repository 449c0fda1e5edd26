"""How fast, in two styles.

Fast hands records over and counts their reports, and reads batches; plain flushes after each record, and reads and
commits one at a time.
"""

import time
from collections.abc import Iterator
from itertools import islice
from typing import Any

from confluent_kafka import Consumer, KafkaError, KafkaException, Message, Producer

from connect import QUICK_POLL, group_consumer, poll, settings
from environment import TOPIC, check_deadline, remaining, told
from meter import Meter
from result import Result
from workload import PLAIN, Workload, payloads, read_workload

Records = Iterator[tuple[bytes | None, bytes]]


def producer_settings(load: Workload) -> dict[str, Any]:
    # Idempotence is refused with fewer than all acknowledgements.
    return {
        "acks": load.acks,
        "enable.idempotence": load.idempotence and load.acks == "all",
        "max.in.flight.requests.per.connection": load.inFlight,
        "batch.size": load.batchBytes,
        "linger.ms": load.lingerMs,
        "compression.type": load.compression,
    }


class Reports:
    """Counts delivery reports; a failed one ends the run."""

    def __init__(self) -> None:
        self._delivered = 0

    def __call__(self, error: KafkaError | None, _message: Message) -> None:
        if error is not None:
            raise KafkaException(error)  # comes out of the poll or flush that serves the report
        self._delivered += 1

    def take(self) -> int:
        """How many since the last time."""
        delivered, self._delivered = self._delivered, 0
        return delivered


def bench_produce() -> Result:
    load = read_workload()
    chosen = producer_settings(load)
    producer = Producer({**settings(), **chosen})
    meter = Meter(load)
    try:
        (one_by_one if PLAIN else freely)(producer, payloads(load), meter)
        return Result(meter.evidence(), chosen)
    finally:
        producer.close()


def one_by_one(producer: Producer, records: Records, meter: Meter) -> None:
    reports = Reports()
    meter.begin()
    for key, value in records:
        if meter.over() or told():
            return
        producer.produce(TOPIC, value, key, on_delivery=reports)
        producer.flush(remaining())
        meter.count(reports.take())


def freely(producer: Producer, records: Records, meter: Meter) -> None:
    reports = Reports()
    meter.begin()
    while not (meter.over() or told()):
        check_deadline("end of the run")
        # Serving the reports after each record would cost as much as handing it over.
        for key, value in islice(records, 100):
            while True:
                try:
                    producer.produce(TOPIC, value, key, on_delivery=reports)
                    break
                except BufferError:  # the local queue is full: serve reports until there is room
                    producer.poll(0.01)
                    meter.count(reports.take())
        producer.poll(0)
        meter.count(reports.take())
    while producer.flush(0.05) and remaining():
        meter.count(reports.take())
    meter.count(reports.take())


def bench_consume() -> Result:
    load = read_workload()
    meter = Meter(load)
    chosen: dict[str, Any] = {"enable_auto_commit": not PLAIN}
    if load.fetchAgainMs is not None:  # by default librdkafka looks again after a second once its queue was full
        chosen["fetch_queue_backoff_ms"] = load.fetchAgainMs
    consumer = group_consumer(**chosen)
    try:
        consumer.subscribe([TOPIC])
        while not (meter.over() or told()):
            (handle_one if PLAIN else handle_many)(consumer, load, meter)
        style = {"poll": 1, "commit": "each, asynchronous=False"} if PLAIN else {"consume": 1000}
        shown = {name.replace("_", "."): value for name, value in chosen.items()}
        return Result(meter.evidence(), shown | style)
    finally:
        consumer.close()


def handle_one(consumer: Consumer, load: Workload, meter: Meter) -> None:
    message = poll(consumer)
    if message is None:
        return
    meter.begin()
    work(load)
    consumer.commit(message=message, asynchronous=False)
    meter.count(1)


def handle_many(consumer: Consumer, load: Workload, meter: Meter) -> None:
    messages = consumer.consume(1000, QUICK_POLL)
    if not messages:
        check_deadline("record")
        return
    meter.begin()
    for message in messages:
        if error := message.error():
            raise KafkaException(error)
        if load.handlerMs:
            work(load)
            meter.count(1)
            if meter.over():
                return
    if not load.handlerMs:
        meter.count(len(messages))


def work(load: Workload) -> None:
    if load.handlerMs:
        time.sleep(load.handlerMs / 1000)
