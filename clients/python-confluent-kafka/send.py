"""Records in, delivery reports out."""

from collections.abc import Iterable
from typing import Any

from confluent_kafka import KafkaError, KafkaException, Message, Producer

from connect import settings
from environment import TOPIC, remaining


def numbered(count: int) -> list[dict[str, Any]]:
    return [{"key": f"k{n}", "value": f"value {n}"} for n in range(count)]


def repetitive(count: int) -> list[dict[str, Any]]:
    """Values that every codec makes smaller: a batch that grows is sent as it is."""
    return [{"value": f"value {n} ".encode() * 20} for n in range(count)]


def produce_when_room(producer: Producer, record: dict[str, Any]) -> None:
    """Hands over one record. The local queue can be full: then reports are served until there is room."""
    while True:
        try:
            return producer.produce(TOPIC, **record)
        except BufferError:
            producer.poll(0.1)


def send_with(producer: Producer, records: Iterable[dict[str, Any]]) -> list[Message]:
    """Writes all and waits for the report of each: where it went. Raises the first failure."""
    delivered: list[Message] = []
    failures: list[KafkaError] = []

    def report(error: KafkaError | None, message: Message) -> None:
        failures.append(error) if error else delivered.append(message)

    for record in records:
        produce_when_room(producer, {**record, "on_delivery": report})
        producer.poll(0)  # serves the reports that are there
    unreported = producer.flush(remaining())
    if failures:
        raise KafkaException(failures[0])
    if unreported:
        raise TimeoutError(f"{unreported} records had no report before the deadline")
    return delivered


def send(records: Iterable[dict[str, Any]], **more: Any) -> list[Message]:
    producer = Producer(settings(acks="all", **more))
    try:
        return send_with(producer, records)
    finally:
        producer.close()
