"""Records in, futures out."""

import asyncio
from collections.abc import Iterable
from typing import Any

from aiokafka import AIOKafkaProducer

from connect import producing
from environment import TOPIC, remaining


def numbered(count: int) -> list[dict[str, Any]]:
    return [{"key": f"k{n}".encode(), "value": f"value {n}".encode()} for n in range(count)]


def repetitive(count: int) -> list[dict[str, Any]]:
    """Values that every codec makes smaller: a batch that grows is sent as it is."""
    return [{"value": f"value {n} ".encode() * 20} for n in range(count)]


async def send_with(producer: AIOKafkaProducer, records: Iterable[dict[str, Any]]) -> list[Any]:
    """Writes all and waits for the future of each: where it went. Raises the first failure."""
    # The first await hands a record over, the second one waits for its report.
    futures = [await producer.send(TOPIC, **record) for record in records]
    return await asyncio.wait_for(asyncio.gather(*futures), remaining())


async def send(records: Iterable[dict[str, Any]], **more: Any) -> list[Any]:
    async with producing(**more) as producer:
        return await send_with(producer, records)
