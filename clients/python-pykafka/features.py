"""One small program a feature, as ../README.md lists them.

The last release is of 2018, for brokers up to 1.0: what came to Kafka later was never in it.
"""

from collections.abc import Callable

from codecs_known import codec_named, extra_of
from connect import REPOSITORY, group_consumer, poll, topic
from environment import GROUP_ID, RECORDS, TOPIC
from result import NotOffered, Result
from send import numbered, send

BACK = f"{TOPIC}-back"


def not_offered(file: str) -> Callable[[], Result]:
    def refuse() -> Result:
        raise NotOffered(f"{REPOSITORY}/blob/2.8.0/pykafka/{file}")

    return refuse


def connected() -> Result:
    return Result({"partitions": len(topic().partitions)}, {"broker_version": "1.0.0"})


def written() -> Result:
    return Result({"acked": len(send(numbered(RECORDS)))}, {"required_acks": -1})


def linger() -> Result:
    return Result({"acked": len(send(numbered(RECORDS), linger_ms=50))}, {"linger_ms": 50})


def read_back(count: int, group: str) -> int:
    """Reads that many records from the beginning in a group, commits, and leaves."""
    consumed = 0
    with group_consumer(group) as consumer:
        while consumed < count:
            if poll(consumer):
                consumed += 1
        consumer.commit_offsets()
    return consumed


def consumer_group() -> Result:
    return Result({"consumed": read_back(RECORDS, GROUP_ID)})


def compressed(codec: str) -> Callable[[], Result]:
    def there_and_back() -> Result:
        send(numbered(RECORDS), compression=codec_named(codec))
        consumed = read_back(RECORDS, BACK)
        return Result({"consumed": consumed}, {"compression": codec}, extra_of(codec))

    return there_and_back


def one_there_and_back() -> Result:
    send([(None, b"over this listener")])
    return Result({"consumed": read_back(1, BACK)})


# The constructors' arguments are all there is: a consumer without an instance id, protocols range and round robin, a
# producer without an id, a client without SASL; and its requests have none for administration.
consumer_has_none = not_offered("managedbalancedconsumer.py")
producer_has_none = not_offered("producer.py")
client_has_none = not_offered("client.py")

features: dict[str, Callable[[], Result]] = {
    "connect": connected,
    "producer": written,
    "consumer-group": consumer_group,
    "static-membership": consumer_has_none,
    "cooperative": not_offered("membershipprotocol.py"),
    "kip-848": consumer_has_none,
    "share-group": consumer_has_none,
    "idempotence": producer_has_none,
    "transactions": producer_has_none,
    "linger": linger,
    **{codec: compressed(codec) for codec in ("gzip", "snappy", "lz4", "zstd")},
    "tls": one_there_and_back,
    **{name: client_has_none for name in ("sasl-plain", "sasl-scram", "sasl-oauthbearer")},
    "schema-registry": client_has_none,
    **{
        name: client_has_none
        for name in ("admin-topics", "admin-configs", "admin-groups", "admin-acls")
    },
    "headers": producer_has_none,
}
