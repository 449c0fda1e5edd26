"""Records byte for byte, as ../README.md's cases have them."""

import json
import os
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

from confluent_kafka import (
    OFFSET_BEGINNING,
    Consumer,
    KafkaError,
    KafkaException,
    Message,
    TopicPartition,
)

from connect import QUICK_POLL, settings
from environment import RECORDS, TOPIC, check_deadline
from result import Result
from send import send


def to_bytes(base64: str | None) -> bytes | None:
    return None if base64 is None else b64decode(base64)


def to_text(value: bytes | str | None) -> str | None:
    return (
        None
        if value is None
        else b64encode(value if isinstance(value, bytes) else value.encode()).decode()
    )


def write() -> Result:
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
    written = send(records, compression_type=os.environ.get("COMPRESSION", "none"))
    return Result({"written": len(written)})


def read() -> Result:
    # librdkafka wants a group's name even of a consumer that is in none. The end of the partition is an event of its
    # own: for a reader of committed records it comes at the last stable offset.
    isolation = os.environ.get("ISOLATION", "read_committed")
    consumer = Consumer(
        settings(
            group_id=f"{TOPIC}-read",
            isolation_level=isolation,
            enable_partition_eof=True,
            enable_auto_commit=False,
        )
    )
    found: list[dict[str, Any]] = []
    try:
        consumer.assign([TopicPartition(TOPIC, 0, OFFSET_BEGINNING)])
        while len(found) < RECORDS:
            message = consumer.poll(QUICK_POLL)
            if message is None:
                check_deadline("record or end of the partition")
                continue
            if error := message.error():
                if error.code() == KafkaError._PARTITION_EOF:
                    break
                raise KafkaException(error)
            found.append(case_of(message))
        return Result({"records": found}, {"isolation.level": isolation})
    finally:
        consumer.close()


def case_of(message: Message) -> dict[str, Any]:
    return {
        "offset": message.offset(),
        "key": to_text(message.key()),
        "value": to_text(message.value()),
        "headers": [[name, to_text(value)] for name, value in message.headers() or []],
    }


def partitions() -> Result:
    """CRC32 is the default; the name of Java's way is murmur2_random."""
    java = os.environ.get("PARTITIONER") == "java"
    partitioner = "murmur2_random" if java else "consistent_random"
    keys = [f"key-{number}" for number in range(24)]
    sent = send([{"key": key, "value": ""} for key in keys], partitioner=partitioner)
    chosen = {message.key(): message.partition() for message in sent}
    return Result(
        {"partitions": [chosen[key.encode()] for key in keys]}, {"partitioner": partitioner}
    )
