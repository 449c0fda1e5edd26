"""One small program a feature, as ../README.md lists them."""

from base64 import b64encode
from collections.abc import Callable

from confluent_kafka import Message, Producer

import admin
import groups
from connect import group_consumer, poll, settings
from environment import RECORDS, TOPIC, remaining
from registry import schema_registry
from result import Result
from send import numbered, repetitive, send, send_with

BACK = f"{TOPIC}-back"


def written() -> Result:
    return Result({"acked": len(send(numbered(RECORDS)))}, {"acks": "all"})


def idempotence() -> Result:
    acked = len(send(numbered(RECORDS), enable_idempotence=True))
    return Result({"acked": acked}, {"enable.idempotence": True})


def linger() -> Result:
    return Result({"acked": len(send(numbered(RECORDS), linger_ms=50))}, {"linger.ms": 50})


def transactions() -> Result:
    producer = Producer(settings(transactional_id=f"{TOPIC}-tx"))
    try:
        producer.init_transactions(remaining())
        for end in (producer.abort_transaction, producer.commit_transaction):
            producer.begin_transaction()
            send_with(producer, numbered(3))  # an abort would throw away what has not been sent yet
            end(remaining())
        return Result({"aborted": 3, "committed": 3})
    finally:
        producer.close()


def compressed(codec: str) -> Callable[[], Result]:
    def there_and_back() -> Result:
        send(repetitive(RECORDS), compression_type=codec)
        return Result(
            {"consumed": len(groups.read_back(RECORDS, BACK))}, {"compression.type": codec}
        )

    return there_and_back


def one_there_and_back() -> Result:
    send([{"value": "over this listener"}])
    return Result({"consumed": len(groups.read_back(1, BACK))})


def headers() -> Result:
    send([{"value": "v", "headers": [("a", "1"), ("a", "2"), ("b", bytes([0, 255]))]}])
    consumer = group_consumer(BACK)
    message: Message | None = None
    try:
        consumer.subscribe([TOPIC])
        while message is None:
            message = poll(consumer)
    finally:
        consumer.close()
    pairs = [[name, b64encode(value or b"").decode()] for name, value in message.headers() or []]
    return Result({"headers": pairs})


features: dict[str, Callable[[], Result]] = {
    "connect": admin.connected,
    "producer": written,
    "consumer-group": groups.consumer_group,
    "static-membership": groups.static_membership,
    "cooperative": groups.cooperative,
    "kip-848": groups.kip_848,
    "share-group": groups.share_group,
    "idempotence": idempotence,
    "transactions": transactions,
    "linger": linger,
    **{codec: compressed(codec) for codec in ("gzip", "snappy", "lz4", "zstd")},
    **{
        name: one_there_and_back for name in ("tls", "sasl-plain", "sasl-scram", "sasl-oauthbearer")
    },
    "schema-registry": schema_registry,
    "admin-topics": admin.topics,
    "admin-configs": admin.configs,
    "admin-groups": admin.groups,
    "admin-acls": admin.acls,
    "headers": headers,
}
