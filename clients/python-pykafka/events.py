"""The source chapter's producer and consumer, corrected.

Every delivery report is looked at, offsets are committed after the work, a record that is no event stops the consumer
instead of being skipped, and every way out stops the client.
"""

import json
from collections import Counter
from typing import Any

from connect import group_consumer, poll
from environment import RECORDS, ready, told
from result import Result
from send import send


def produce() -> Result:
    # Without the header `source`: the client's records are older than headers.
    events = [{"id": n, "customer": f"customer-{n % 7}", "amount": 12.5} for n in range(RECORDS)]
    records = [(str(event["customer"]).encode(), json.dumps(event).encode()) for event in events]
    partitions = Counter(str(message.partition_id) for message in send(records))
    acked = sum(partitions.values())
    return Result({"acked": acked, "partitions": dict(partitions)}, {"required_acks": -1})


def consume() -> Result:
    consumed = 0
    with group_consumer(post_rebalance_callback=lambda *_: ready()) as consumer:
        while consumed < RECORDS and not told():
            record = poll(consumer)
            if record is None:
                continue
            handle(record)
            consumer.commit_offsets()  # of what has been consumed: one at a time here
            consumed += 1
    stopped = "count" if consumed == RECORDS else "SIGTERM"
    return Result({"consumed": consumed, "stopped": stopped, "sources": {"unknown": consumed}})


def handle(record: Any) -> None:
    """Does the work for one event."""
    event = json.loads(record.value or b"null")
    if not isinstance(event, dict) or not isinstance(event.get("id"), int):
        raise ValueError(f"not an event: partition {record.partition_id}, offset {record.offset}")
