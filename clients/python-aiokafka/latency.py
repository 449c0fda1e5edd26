"""One task writes by the schedule, another reads in a group of its own, in one event loop."""

import asyncio
from contextlib import suppress

from aiokafka import AIOKafkaConsumer

from bench import Reports, producer_settings
from connect import consuming, producing
from environment import GROUP_ID, TOPIC, remaining
from result import Result
from schedule import Schedule
from workload import PLAIN, payloads, read_workload


async def latency() -> Result:
    load = read_workload()
    chosen = producer_settings(load)
    timetable = Schedule(load)
    reports = Reports()
    group = GROUP_ID or f"{TOPIC}-latency"
    async with (
        producing(**chosen) as producer,
        consuming(group, enable_auto_commit=True) as consumer,
    ):

        async def send(key: bytes | None, value: bytes) -> None:
            future = await producer.send(TOPIC, value, key)
            if PLAIN:
                await future
            else:
                reports.watch(future)

        # The start of a consumer waits for its partitions.
        reader = asyncio.create_task(read(consumer, timetable))
        try:
            await timetable.run(payloads(load), send)
            with suppress(asyncio.TimeoutError):  # the evidence says what is missing
                await asyncio.wait_for(timetable.done.wait(), remaining())
        finally:
            reader.cancel()
        reports.take()  # raises a failure
    return Result(timetable.evidence(), chosen)


async def read(consumer: AIOKafkaConsumer, timetable: Schedule) -> None:
    async for record in consumer:
        timetable.handle(record.value)
