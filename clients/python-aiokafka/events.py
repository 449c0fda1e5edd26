"""The source chapter's producer and consumer, corrected.

The future of every record is waited for, offsets are committed after the work, a record that is no event stops the consumer
instead of being skipped, and every way out stops the client.
"""

import json
from collections import Counter
from typing import Any

from aiokafka import TopicPartition

from connect import NAME, consuming, poll
from environment import RECORDS, ready, told
from result import Result
from send import send


async def produce() -> Result:
    events = [{"id": n, "customer": f"customer-{n % 7}", "amount": 12.5} for n in range(RECORDS)]
    records = [
        {
            "key": event["customer"].encode(),
            "value": json.dumps(event).encode(),
            "headers": [("source", NAME.encode())],
        }
        for event in events
    ]
    partitions = Counter(str(metadata.partition) for metadata in await send(records))
    return Result(
        {"acked": sum(partitions.values()), "partitions": dict(partitions)}, {"acks": "all"}
    )


async def consume() -> Result:
    consumed = 0
    sources: Counter[str] = Counter()
    async with consuming(when_assigned=ready) as consumer:
        while consumed < RECORDS and not told():
            for record in await poll(consumer, at_most=RECORDS - consumed):
                source = handle(record)
                # Not commit() alone: that would commit all that getmany has returned, worked on or not.
                await consumer.commit(after(record))
                sources[source] += 1
                consumed += 1
                if told():
                    break
    stopped = "count" if consumed == RECORDS else "SIGTERM"
    return Result({"consumed": consumed, "stopped": stopped, "sources": dict(sources)})


def after(record: Any) -> dict[TopicPartition, int]:
    """The offset to commit when a record is done: that of the next one."""
    return {TopicPartition(record.topic, record.partition): record.offset + 1}


def handle(record: Any) -> str:
    """Does the work for one event and says who wrote it."""
    event = json.loads(record.value or b"null")
    if not isinstance(event, dict) or not isinstance(event.get("id"), int):
        raise ValueError(f"not an event: partition {record.partition}, offset {record.offset}")
    return dict(record.headers).get("source", b"unknown").decode()
