"""Settings in aiokafka's names: keyword arguments of every class."""

import logging
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRebalanceListener, TopicPartition
from aiokafka.abc import AbstractTokenProvider
from aiokafka.helpers import create_ssl_context

from environment import GROUP_ID, TOPIC, check_deadline

NAME = "python-aiokafka"
QUICK_POLL_MS = 250  # SIGTERM is looked for between two polls

logging.basicConfig(level=logging.WARNING)  # to stderr


class Token(AbstractTokenProvider):
    async def token(self) -> str:
        return os.environ.get("KAFKA_OAUTH_TOKEN", "")


def settings(**more: Any) -> dict[str, Any]:
    """Where the brokers are and how to get in, and what is given beyond."""
    env = os.environ
    protocol = env.get("KAFKA_SECURITY_PROTOCOL", "PLAINTEXT")
    base: dict[str, Any] = {
        "bootstrap_servers": env.get("KAFKA_BOOTSTRAP_SERVERS", "").split(","),
        "client_id": NAME,
        "security_protocol": protocol,
    }
    if protocol.endswith("SSL"):
        base["ssl_context"] = create_ssl_context(cafile=env.get("KAFKA_SSL_CA_FILE"))
    if protocol.startswith("SASL"):
        base |= sasl()
    return base | more


def sasl() -> dict[str, Any]:
    env = os.environ
    mechanism = env.get("KAFKA_SASL_MECHANISM", "PLAIN")
    if mechanism == "OAUTHBEARER":
        return {"sasl_mechanism": mechanism, "sasl_oauth_token_provider": Token()}
    return {
        "sasl_mechanism": mechanism,
        "sasl_plain_username": env.get("KAFKA_SASL_USERNAME", ""),
        "sasl_plain_password": env.get("KAFKA_SASL_PASSWORD", ""),
    }


@asynccontextmanager
async def producing(**more: Any) -> AsyncIterator[AIOKafkaProducer]:
    """A producer that has started, and is stopped on every way out. Its own default is acks=1."""
    producer = AIOKafkaProducer(**settings(**({"acks": "all"} | more)))
    try:
        await producer.start()
        yield producer
    finally:
        await producer.stop()


class WhenAssigned(ConsumerRebalanceListener):
    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell

    def on_partitions_assigned(self, assigned: set[TopicPartition]) -> None:
        self._tell()

    def on_partitions_revoked(self, revoked: set[TopicPartition]) -> None:
        pass


@asynccontextmanager
async def consuming(
    group: str = GROUP_ID, when_assigned: Callable[[], None] = lambda: None, **more: Any
) -> AsyncIterator[AIOKafkaConsumer]:
    """In a group, from the earliest record; commits only what it is told to, and leaves on every way out."""
    defaults = {"group_id": group, "auto_offset_reset": "earliest", "enable_auto_commit": False}
    consumer = AIOKafkaConsumer(**settings(**(defaults | more)))
    consumer.subscribe([TOPIC], listener=WhenAssigned(when_assigned))
    try:
        await consumer.start()
        yield consumer
    finally:
        await consumer.stop()


async def poll(
    consumer: AIOKafkaConsumer, at_most: int | None = None, waiting_for: str = "record"
) -> list[Any]:
    """The records that are there, none for now; raises at the deadline."""
    batches = await consumer.getmany(timeout_ms=QUICK_POLL_MS, max_records=at_most)
    if not batches:
        check_deadline(waiting_for)
    return [record for batch in batches.values() for record in batch]
