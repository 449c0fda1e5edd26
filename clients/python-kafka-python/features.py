"""One small program a feature, as ../README.md lists them."""

from base64 import b64encode
from collections.abc import Callable

from kafka import KafkaProducer

import admin
import groups
from codecs_needed import extra_of
from connect import settings
from environment import RECORDS, TOPIC
from result import NotOffered, Result
from send import numbered, repetitive, send, send_with

BACK = f"{TOPIC}-back"
KIPS = "https://github.com/dpkp/kafka-python/blob/master/docs/kips.rst"
SERIALIZERS = "https://github.com/dpkp/kafka-python/tree/master/kafka/serializer"


def not_offered(source: str) -> Callable[[], Result]:
    def refuse() -> Result:
        raise NotOffered(source)

    return refuse


def written() -> Result:
    # Idempotent by default since 3.0.
    return Result(
        {"acked": len(send(numbered(RECORDS)))}, {"acks": "all", "enable_idempotence": True}
    )


def linger() -> Result:
    return Result({"acked": len(send(numbered(RECORDS), linger_ms=50))}, {"linger_ms": 50})


def transactions() -> Result:
    producer = KafkaProducer(**settings(transactional_id=f"{TOPIC}-tx"))
    try:
        producer.init_transactions()
        for end in (producer.abort_transaction, producer.commit_transaction):
            producer.begin_transaction()
            send_with(producer, numbered(3))  # an abort would throw away what has not been sent yet
            end()
        return Result({"aborted": 3, "committed": 3})
    finally:
        producer.close()


def compressed(codec: str) -> Callable[[], Result]:
    def there_and_back() -> Result:
        send(repetitive(RECORDS), compression_type=codec)
        consumed = len(groups.read_back(RECORDS, BACK))
        return Result({"consumed": consumed}, {"compression_type": codec}, extra_of(codec))

    return there_and_back


def one_there_and_back() -> Result:
    send([{"value": b"over this listener"}])
    return Result({"consumed": len(groups.read_back(1, BACK))})


def headers() -> Result:
    send([{"value": b"v", "headers": [("a", b"1"), ("a", b"2"), ("b", bytes([0, 255]))]}])
    (record,) = groups.read_back(1, BACK)
    pairs = [[name, b64encode(value).decode()] for name, value in record.headers]
    return Result({"headers": pairs})


features: dict[str, Callable[[], Result]] = {
    "connect": admin.connected,
    "producer": written,
    "consumer-group": groups.consumer_group,
    "static-membership": groups.static_membership,
    "cooperative": groups.cooperative,
    # The messages are in the package ("protocol only" in the list), no client speaks them.
    "kip-848": not_offered(KIPS),
    "share-group": not_offered(KIPS),
    "idempotence": written,
    "transactions": transactions,
    "linger": linger,
    **{codec: compressed(codec) for codec in ("gzip", "snappy", "lz4", "zstd")},
    **{
        name: one_there_and_back for name in ("tls", "sasl-plain", "sasl-scram", "sasl-oauthbearer")
    },
    # Serializers are an interface with JSON as its one example; none knows a registry.
    "schema-registry": not_offered(SERIALIZERS),
    "admin-topics": admin.topics,
    "admin-configs": admin.configs,
    "admin-groups": admin.groups,
    "admin-acls": admin.acls,
    "headers": headers,
}
