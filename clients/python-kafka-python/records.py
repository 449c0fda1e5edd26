"""Records byte for byte, as ../README.md's cases have them."""

import json
import os
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

from kafka import KafkaConsumer, TopicPartition

from codecs_needed import extra_of
from connect import poll, settings
from environment import RECORDS, TOPIC
from result import Result
from send import send


def to_bytes(base64: str | None) -> bytes | None:
    return None if base64 is None else b64decode(base64)


def to_text(value: bytes | None) -> str | None:
    return None if value is None else b64encode(value).decode()


def write() -> Result:
    codec = os.environ.get("COMPRESSION", "none")
    cases = json.loads(Path(os.environ["CASES_FILE"]).read_text())
    records = [
        {
            "partition": 0,
            "key": to_bytes(case["key"]),
            "value": to_bytes(case["value"]),
            "headers": [(name, to_bytes(value)) for name, value in case["headers"]],
        }
        for case in cases
    ]
    written = send(records, compression_type=None if codec == "none" else codec)
    return Result({"written": len(written)}, extra=extra_of(codec))


def read() -> Result:
    isolation = os.environ.get("ISOLATION", "read_committed")
    consumer = KafkaConsumer(**settings(isolation_level=isolation, enable_auto_commit=False))
    partition = TopicPartition(TOPIC, 0)
    found: list[dict[str, Any]] = []
    try:
        consumer.assign([partition])
        consumer.seek_to_beginning(partition)
        # For a reader of committed records that is the last stable offset. The position also moves over what no reader
        # is shown: markers and aborted records.
        end = consumer.end_offsets([partition])[partition]
        while len(found) < RECORDS and consumer.position(partition) < end:
            found += [case_of(record) for record in poll(consumer, at_most=RECORDS - len(found))]
        return Result({"records": found}, {"isolation_level": isolation})
    finally:
        consumer.close(autocommit=False)


def case_of(record: Any) -> dict[str, Any]:
    return {
        "offset": record.offset,
        "key": to_text(record.key),
        "value": to_text(record.value),
        "headers": [[name, to_text(value)] for name, value in record.headers],
    }


def partitions() -> Result:
    """The default is Java's way already: murmur2 for records with a key."""
    keys = [f"key-{number}".encode() for number in range(24)]
    sent = send([{"key": key, "value": b""} for key in keys])
    chosen = [metadata.partition for metadata in sent]
    return Result({"partitions": chosen}, {"partitioner": "DefaultPartitioner (murmur2)"})
