"""Records byte for byte, as ../README.md's cases have them: without headers, which the client does not know."""

import json
import os
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

from pykafka.partitioners import HashingPartitioner

from codecs_known import codec_named, extra_of
from connect import QUICK_POLL_MS, REPOSITORY, poll, topic
from environment import RECORDS
from result import NotOffered, Result
from send import send


def to_bytes(base64: str | None) -> bytes | None:
    return None if base64 is None else b64decode(base64)


def to_text(value: bytes | None) -> str | None:
    return None if value is None else b64encode(value).decode()


def first_partition(partitions: list[Any], _key: bytes | None) -> Any:
    return min(partitions, key=lambda partition: partition.id)


def write() -> Result:
    codec = os.environ.get("COMPRESSION", "none")
    cases = json.loads(Path(os.environ["CASES_FILE"]).read_text())
    records = [(to_bytes(case["key"]), to_bytes(case["value"])) for case in cases]
    written = send(records, partitioner=first_partition, compression=codec_named(codec))
    return Result({"written": len(written)}, extra=extra_of(codec))


def read() -> Result:
    # No isolation level either: what is read is what a reader of uncommitted records sees.
    whole = topic()
    partition = whole.partitions[0]
    end = partition.latest_available_offset()
    consumer = whole.get_simple_consumer(partitions=[partition], consumer_timeout_ms=QUICK_POLL_MS)
    found: list[dict[str, Any]] = []
    try:
        while len(found) < min(RECORDS, end):
            if record := poll(consumer):
                found.append(case_of(record))
        return Result({"records": found})
    finally:
        consumer.stop()


def case_of(record: Any) -> dict[str, Any]:
    return {
        "offset": record.offset,
        "key": to_text(record.partition_key),
        "value": to_text(record.value),
        "headers": [],
    }


def partitions() -> Result:
    """The default goes by chance; the one that looks at the key hashes it with Python's `hash`, never with murmur2."""
    if os.environ.get("PARTITIONER") == "java":
        raise NotOffered(f"{REPOSITORY}/blob/2.8.0/pykafka/partitioners.py")
    sent = send(
        [(f"key-{number}".encode(), b"") for number in range(24)], partitioner=HashingPartitioner()
    )
    chosen = {message.partition_key: message.partition_id for message in sent}
    keys = [f"key-{number}".encode() for number in range(24)]
    return Result(
        {"partitions": [chosen[key] for key in keys]}, {"partitioner": "HashingPartitioner"}
    )
