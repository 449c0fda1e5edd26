"""Records in, futures out."""

from collections.abc import Iterable
from typing import Any

from kafka import KafkaProducer

from connect import settings
from environment import TOPIC, remaining


def numbered(count: int) -> list[dict[str, Any]]:
    return [{"key": f"k{n}".encode(), "value": f"value {n}".encode()} for n in range(count)]


def repetitive(count: int) -> list[dict[str, Any]]:
    """Values that every codec makes smaller: a batch that grows is sent as it is."""
    return [{"value": f"value {n} ".encode() * 20} for n in range(count)]


def send_with(producer: KafkaProducer, records: Iterable[dict[str, Any]]) -> list[Any]:
    """Writes all and waits for the future of each: where it went. Raises the first failure."""
    futures = [producer.send(TOPIC, **record) for record in records]
    return [future.get(timeout=remaining()) for future in futures]


def send(records: Iterable[dict[str, Any]], **more: Any) -> list[Any]:
    producer = KafkaProducer(**settings(acks="all", **more))
    try:
        return send_with(producer, records)
    finally:
        producer.close()
