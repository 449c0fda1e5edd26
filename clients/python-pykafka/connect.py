"""A client has topics, and a topic makes producers and consumers of itself."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from pykafka import KafkaClient, SslConfig, Topic
from pykafka.common import OffsetType
from pykafka.managedbalancedconsumer import ManagedBalancedConsumer

from environment import GROUP_ID, TOPIC, check_deadline
from result import NotOffered

NAME = "python-pykafka"
QUICK_POLL_MS = 250  # a signal is heard between two reads
REPOSITORY = "https://github.com/Parsely/pykafka"

logging.basicConfig(level=logging.WARNING)  # to stderr


@cache  # a topic holds its client weakly: somebody has to keep it
def connect() -> KafkaClient:
    env = os.environ
    protocol = env.get("KAFKA_SECURITY_PROTOCOL", "PLAINTEXT")
    if protocol.startswith("SASL"):
        raise NotOffered(f"{REPOSITORY}/blob/2.8.0/pykafka/client.py")
    ssl = SslConfig(cafile=env.get("KAFKA_SSL_CA_FILE")) if protocol == "SSL" else None
    # The version says which requests to use, and has to be given; no release of the client knows one beyond 1.0.
    return KafkaClient(hosts=env["KAFKA_BOOTSTRAP_SERVERS"], broker_version="1.0.0", ssl_config=ssl)


def topic() -> Topic:
    return connect().topics[TOPIC]


@contextmanager
def group_consumer(group: str = GROUP_ID, **more: Any) -> Iterator[ManagedBalancedConsumer]:
    """In a group, from the earliest record; leaves on every way out. `managed`: by Kafka, not by ZooKeeper."""
    consumer = topic().get_balanced_consumer(
        group.encode(),
        managed=True,
        auto_offset_reset=OffsetType.EARLIEST,
        consumer_timeout_ms=QUICK_POLL_MS,
        **more,
    )
    try:
        yield consumer
    finally:
        consumer.stop()


def poll(consumer: Any, waiting_for: str = "record") -> Any:
    """The next record, or None for now; raises at the deadline."""
    record = consumer.consume()
    if record is None:
        check_deadline(waiting_for)
    return record
