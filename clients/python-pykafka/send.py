"""Records in, delivery reports out."""

import queue
from collections.abc import Iterable
from typing import Any

from connect import topic
from environment import check_deadline

Record = tuple[bytes | None, bytes | None]


def numbered(count: int) -> list[Record]:
    return [(f"k{n}".encode(), f"value {n}".encode()) for n in range(count)]


def send(records: Iterable[Record], **more: Any) -> list[Any]:
    """Writes all and waits for the report of each: where it went. Raises the first failure."""
    # The default linger is five seconds.
    settings = {"required_acks": -1, "linger_ms": 5} | more
    with topic().get_producer(delivery_reports=True, **settings) as producer:
        count = 0
        for key, value in records:
            producer.produce(value, partition_key=key)
            count += 1
        return [delivered(producer) for _ in range(count)]


def delivered(producer: Any) -> Any:
    while True:
        try:
            message, error = producer.get_delivery_report(timeout=0.25)
        except queue.Empty:
            check_deadline("delivery report")
            continue
        if error:
            raise error
        return message
