"""The source chapter's producer and consumer, corrected.

Every delivery report is looked at, offsets are committed after the work, a record that is no event stops the consumer
instead of being skipped, and every way out closes the client.
"""

import json
from collections import Counter

from confluent_kafka import Message

from connect import NAME, group_consumer, poll
from environment import RECORDS, TOPIC, ready, told
from result import Result
from send import send


def produce() -> Result:
    events = [{"id": n, "customer": f"customer-{n % 7}", "amount": 12.5} for n in range(RECORDS)]
    records = [
        {"key": event["customer"], "value": json.dumps(event), "headers": [("source", NAME)]}
        for event in events
    ]
    partitions = Counter(str(message.partition()) for message in send(records))
    return Result({"acked": partitions.total(), "partitions": dict(partitions)}, {"acks": "all"})


def consume() -> Result:
    consumer = group_consumer()
    sources: Counter[str] = Counter()
    try:
        consumer.subscribe([TOPIC], on_assign=lambda *_: ready())
        while sources.total() < RECORDS and not told():
            message = poll(consumer)
            if message is None:
                continue
            source = handle(message)
            consumer.commit(message=message, asynchronous=False)
            sources[source] += 1
        stopped = "count" if sources.total() == RECORDS else "SIGTERM"
        return Result({"consumed": sources.total(), "stopped": stopped, "sources": dict(sources)})
    finally:
        consumer.close()  # leaves the group


def handle(message: Message) -> str:
    """Does the work for one event and says who wrote it."""
    event = json.loads(message.value() or b"null")
    if not isinstance(event, dict) or not isinstance(event.get("id"), int):
        raise ValueError(
            f"not an event: partition {message.partition()}, offset {message.offset()}"
        )
    return dict(message.headers() or []).get("source", b"unknown").decode()
