"""python main.py <scenario> [feature]: runs one scenario of ../README.md and prints its result as the last line."""

import asyncio
import json
import os
import platform
import sys
import threading
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any, NoReturn

import aiokafka

from bench import bench_consume, bench_produce
from environment import DEADLINE_SECONDS, listen_for_the_end
from events import consume, produce
from features import features
from latency import latency
from records import partitions, read, write
from result import NotOffered, Result

scenarios: dict[str, Callable[[], Awaitable[Result]]] = {
    "produce": produce,
    "consume": consume,
    "write": write,
    "read": read,
    "partitions": partitions,
    "bench-produce": bench_produce,
    "bench-consume": bench_consume,
    "latency": latency,
}


async def run(words: list[str]) -> dict[str, Any]:
    scenario, feature = (*words, "", "")[:2]
    program = features.get(feature) if scenario == "feature" else scenarios.get(scenario)
    if program is None:
        return {"outcome": "not-offered", "source": f"no program for {scenario} {feature}".strip()}
    listen_for_the_end()
    try:
        found = {name: value for name, value in asdict(await program()).items() if value}
        return {"outcome": "works", **found}
    except NotOffered as missing:
        return {"outcome": "not-offered", "source": str(missing)}
    except Exception as error:  # whatever it is, it is the result
        return {"outcome": "fails", "error": f"{type(error).__name__}: {error}"}


def finish(result: dict[str, Any]) -> NoReturn:
    about = {"version": aiokafka.__version__, "runtime": f"python {platform.python_version()}"}
    print(json.dumps({**about, **result}), flush=True)
    os._exit(0)  # everything is closed by now, or hangs


if __name__ == "__main__":
    late = {"outcome": "fails", "error": "no answer before the deadline"}
    watch = threading.Timer(DEADLINE_SECONDS, finish, [late])
    watch.daemon = True
    watch.start()
    finish(asyncio.run(run(sys.argv[1:])))
