"""Settings in librdkafka's own names: a client is made of a dictionary."""

import os
import time
from typing import Any

from confluent_kafka import Consumer, KafkaException, Message

from environment import GROUP_ID, check_deadline

NAME = "python-confluent-kafka"
QUICK_POLL = 0.25  # seconds: poll is C code, a signal is heard when it comes back


def settings(**more: Any) -> dict[str, Any]:
    """Where the brokers are and how to get in, and what is given beyond; `_` stands for a dot."""
    env = os.environ
    protocol = env.get("KAFKA_SECURITY_PROTOCOL", "PLAINTEXT")
    base: dict[str, Any] = {
        "bootstrap.servers": env.get("KAFKA_BOOTSTRAP_SERVERS", ""),
        "client.id": NAME,
        "security.protocol": protocol,
    }
    if protocol.endswith("SSL") and "KAFKA_SSL_CA_FILE" in env:
        base["ssl.ca.location"] = env["KAFKA_SSL_CA_FILE"]
    if protocol.startswith("SASL"):
        base |= sasl()
    return base | {name.replace("_", "."): value for name, value in more.items()}


def sasl() -> dict[str, Any]:
    env = os.environ
    mechanism = env.get("KAFKA_SASL_MECHANISM", "PLAIN")
    if mechanism == "OAUTHBEARER":
        return {"sasl.mechanisms": mechanism, "oauth_cb": token}
    return {
        "sasl.mechanisms": mechanism,
        "sasl.username": env.get("KAFKA_SASL_USERNAME", ""),
        "sasl.password": env.get("KAFKA_SASL_PASSWORD", ""),
    }


def token(_config: str) -> tuple[str, float, str, dict[str, str]]:
    """A token, when it ends, its subject, extensions."""
    env = os.environ
    return (
        env.get("KAFKA_OAUTH_TOKEN", ""),
        time.time() + 3600,
        env.get("KAFKA_SASL_USERNAME", ""),
        {},
    )


def group_consumer(group: str = GROUP_ID, **more: Any) -> Consumer:
    """From the earliest record, and commits only what it is told to."""
    defaults = {"group_id": group, "auto_offset_reset": "earliest", "enable_auto_commit": False}
    return Consumer(settings(**(defaults | more)))


def poll(consumer: Consumer, waiting_for: str = "record") -> Message | None:
    """The next record, or None for now. An event that is an error is raised, as the deadline is."""
    message = consumer.poll(QUICK_POLL)
    if message is None:
        check_deadline(waiting_for)
        return None
    if error := message.error():
        raise KafkaException(error)
    return message
