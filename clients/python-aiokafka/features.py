"""One small program a feature, as ../README.md lists them."""

from base64 import b64encode
from collections.abc import Awaitable, Callable

import admin
import groups
from codecs_needed import extra_of
from connect import producing
from environment import RECORDS, TOPIC
from result import NotOffered, Result
from send import numbered, repetitive, send, send_with

Feature = Callable[[], Awaitable[Result]]

BACK = f"{TOPIC}-back"
API = "https://aiokafka.readthedocs.io/en/stable/api.html"
ADMIN = "https://github.com/aio-libs/aiokafka/blob/v0.14.0/aiokafka/admin/client.py"


def not_offered(source: str) -> Feature:
    async def refuse() -> Result:
        raise NotOffered(source)

    return refuse


async def written() -> Result:
    return Result({"acked": len(await send(numbered(RECORDS)))}, {"acks": "all"})


async def idempotence() -> Result:
    acked = len(await send(numbered(RECORDS), enable_idempotence=True))
    return Result({"acked": acked}, {"enable_idempotence": True})


async def linger() -> Result:
    return Result({"acked": len(await send(numbered(RECORDS), linger_ms=50))}, {"linger_ms": 50})


async def transactions() -> Result:
    async with producing(transactional_id=f"{TOPIC}-tx") as producer:
        for end in (producer.abort_transaction, producer.commit_transaction):
            await producer.begin_transaction()
            await send_with(
                producer, numbered(3)
            )  # an abort would throw away what has not been sent yet
            await end()
    return Result({"aborted": 3, "committed": 3})


def compressed(codec: str) -> Feature:
    async def there_and_back() -> Result:
        await send(repetitive(RECORDS), compression_type=codec)
        consumed = len(await groups.read_back(RECORDS, BACK))
        return Result({"consumed": consumed}, {"compression_type": codec}, extra_of(codec))

    return there_and_back


async def one_there_and_back() -> Result:
    await send([{"value": b"over this listener"}])
    return Result({"consumed": len(await groups.read_back(1, BACK))})


async def headers() -> Result:
    await send([{"value": b"v", "headers": [("a", b"1"), ("a", b"2"), ("b", bytes([0, 255]))]}])
    (record,) = await groups.read_back(1, BACK)
    pairs = [[name, b64encode(value).decode()] for name, value in record.headers]
    return Result({"headers": pairs})


features: dict[str, Feature] = {
    "connect": admin.connected,
    "producer": written,
    "consumer-group": groups.consumer_group,
    "static-membership": groups.static_membership,
    # Range, round robin and the eager sticky assignor are all there are.
    "cooperative": not_offered("https://github.com/aio-libs/aiokafka/issues/1126"),
    # The consumer's arguments know no other protocol than the classic one.
    "kip-848": not_offered(API),
    "share-group": not_offered("https://github.com/aio-libs/aiokafka/issues/1089"),
    "idempotence": idempotence,
    "transactions": transactions,
    "linger": linger,
    **{codec: compressed(codec) for codec in ("gzip", "snappy", "lz4", "zstd")},
    **{
        name: one_there_and_back for name in ("tls", "sasl-plain", "sasl-scram", "sasl-oauthbearer")
    },
    # Serializers are functions of the user's; none in the package knows a registry.
    "schema-registry": not_offered(API),
    "admin-topics": admin.topics,
    "admin-configs": admin.configs,
    # Groups can be listed and described, and not deleted.
    "admin-groups": not_offered(ADMIN),
    "admin-acls": not_offered(ADMIN),
    "headers": headers,
}
