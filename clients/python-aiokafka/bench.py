"""How fast, in two styles.

Fast hands records over and counts their futures, and reads batches; plain waits for each future, and handles and
commits one record at a time.
"""

import asyncio
from collections.abc import Iterator
from itertools import islice
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from codecs_needed import extra_of
from connect import consuming, poll, producing
from environment import TOPIC, check_deadline, told
from events import after
from meter import Meter
from result import Result
from workload import PLAIN, Workload, payloads, read_workload

Records = Iterator[tuple[bytes | None, bytes]]


def producer_settings(load: Workload) -> dict[str, Any]:
    # Idempotence is refused with fewer than all acknowledgements. There is no setting for requests in flight: a
    # partition has one at a time.
    return {
        "acks": load.acks if load.acks == "all" else int(load.acks),
        "enable_idempotence": load.idempotence and load.acks == "all",
        "max_batch_size": load.batchBytes,
        "linger_ms": load.lingerMs,
        "compression_type": None if load.compression == "none" else load.compression,
    }


class Reports:
    """Counts what futures say."""

    def __init__(self) -> None:
        self._delivered = 0
        self._failure: BaseException | None = None
        self.under_way = 0

    def watch(self, future: asyncio.Future[Any]) -> None:
        self.under_way += 1
        future.add_done_callback(self._done)

    def _done(self, future: asyncio.Future[Any]) -> None:
        self._failure = self._failure or future.exception()
        self._delivered += 1
        self.under_way -= 1

    def take(self) -> int:
        """How many since the last time. Raises the first failure."""
        if self._failure:
            raise self._failure
        delivered, self._delivered = self._delivered, 0
        return delivered


async def bench_produce() -> Result:
    load = read_workload()
    chosen = producer_settings(load)
    meter = Meter(load)
    async with producing(**chosen) as producer:
        await (one_by_one if PLAIN else freely)(producer, payloads(load), meter)
    return Result(meter.evidence(), chosen, extra_of(load.compression))


async def one_by_one(producer: AIOKafkaProducer, records: Records, meter: Meter) -> None:
    meter.begin()
    for key, value in records:
        if meter.over() or told():
            return
        await producer.send_and_wait(TOPIC, value, key)
        meter.count(1)


async def freely(producer: AIOKafkaProducer, records: Records, meter: Meter) -> None:
    """`send` itself waits while the batch before is not away."""
    reports = Reports()
    meter.begin()
    while not (meter.over() or told()):
        check_deadline("end of the run")
        for key, value in islice(records, 100):
            reports.watch(await producer.send(TOPIC, value, key))
        meter.count(reports.take())
    while reports.under_way:
        check_deadline("report of a record")
        await asyncio.sleep(0.001)
        meter.count(reports.take())


async def bench_consume() -> Result:
    load = read_workload()
    meter = Meter(load)
    async with consuming(enable_auto_commit=not PLAIN) as consumer:
        while not (meter.over() or told()):
            await (handle_one_by_one if PLAIN else handle_many)(consumer, load, meter)
    style = {"getmany": "one record, commit after each"} if PLAIN else {"getmany": "no limit"}
    return Result(meter.evidence(), {"enable_auto_commit": not PLAIN, **style})


async def handle_one_by_one(consumer: AIOKafkaConsumer, load: Workload, meter: Meter) -> None:
    for record in await poll(consumer, at_most=1):
        meter.begin()
        await work(load)
        await consumer.commit(after(record))
        meter.count(1)


async def handle_many(consumer: AIOKafkaConsumer, load: Workload, meter: Meter) -> None:
    records = await poll(consumer)
    if records:
        meter.begin()
    if load.handlerMs == 0:
        meter.count(len(records))
        return
    for _record in records:
        await work(load)
        meter.count(1)
        if meter.over():
            return


async def work(load: Workload) -> None:
    if load.handlerMs:
        await asyncio.sleep(load.handlerMs / 1000)
