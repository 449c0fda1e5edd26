"""Settings in kafka-python's names: keyword arguments of every class."""

import logging
import os
from collections.abc import Callable, Iterator
from typing import Any

from kafka import ConsumerRebalanceListener, KafkaConsumer, TopicPartition
from kafka.net.sasl.oauth import AbstractTokenProvider

from environment import GROUP_ID, TOPIC, check_deadline

NAME = "python-kafka-python"
QUICK_POLL_MS = 250  # a signal is heard between two polls

logging.basicConfig(level=logging.WARNING)  # to stderr


class Token(AbstractTokenProvider):
    def token(self) -> str:
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
    if protocol.endswith("SSL") and "KAFKA_SSL_CA_FILE" in env:
        base["ssl_cafile"] = env["KAFKA_SSL_CA_FILE"]
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


class WhenAssigned(ConsumerRebalanceListener):
    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell

    def on_partitions_assigned(self, assigned: list[TopicPartition]) -> None:
        self._tell()

    def on_partitions_revoked(self, revoked: list[TopicPartition]) -> None:
        pass


def group_consumer(
    group: str = GROUP_ID, when_assigned: Callable[[], None] = lambda: None, **more: Any
) -> KafkaConsumer:
    """Reads from the earliest record, and commits only what it is told to."""
    defaults = {"group_id": group, "auto_offset_reset": "earliest", "enable_auto_commit": False}
    consumer = KafkaConsumer(**settings(**(defaults | more)))
    consumer.subscribe([TOPIC], listener=WhenAssigned(when_assigned))
    return consumer


def poll(
    consumer: KafkaConsumer, at_most: int | None = None, waiting_for: str = "record"
) -> Iterator[Any]:
    """The records that are there, none for now; raises at the deadline."""
    batches = consumer.poll(timeout_ms=QUICK_POLL_MS, max_records=at_most)
    if not batches:
        check_deadline(waiting_for)
    for batch in batches.values():
        yield from batch
