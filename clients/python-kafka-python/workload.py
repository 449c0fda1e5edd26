"""The workload of ../README.md, and its payloads."""

import itertools
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PLAIN = os.environ.get("STYLE") == "plain"


@dataclass(frozen=True)
class Workload:
    name: str = ""
    scenario: str = ""
    seconds: float = 1
    warmupSeconds: float = 0
    records: int | None = None
    recordBytes: int = 100
    keys: int = 0
    partitions: int = 1
    acks: str = "all"
    idempotence: bool = False
    inFlight: int = 5
    batchBytes: int = 16384
    lingerMs: int = 5
    compression: str = "none"
    rate: float = 1000
    handlerMs: float = 0
    fetchAgainMs: int | None = None


def read_workload() -> Workload:
    given = json.loads(os.environ["WORKLOAD"])
    known = Workload.__dataclass_fields__
    return Workload(**{name: value for name, value in given.items() if name in known})


def payloads(load: Workload) -> Iterator[tuple[bytes | None, bytes]]:
    """Keys and values without end, cut once so that the measured loop only hands them out."""
    whole = Path(os.environ["PAYLOADS_FILE"]).read_bytes()
    size = load.recordBytes
    values = [whole[start : start + size] for start in range(0, len(whole) - size + 1, size)]
    if not values:
        raise ValueError("PAYLOADS_FILE holds less than one record")
    keys = [f"key-{n}".encode() for n in range(load.keys)] or [None]
    return zip(itertools.cycle(keys), itertools.cycle(values))
