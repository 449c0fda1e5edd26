"""What the caller says. Everything comes by environment."""

import os
import signal
import threading
import time
from types import FrameType

TOPIC = os.environ.get("TOPIC", "")
GROUP_ID = os.environ.get("GROUP_ID", "")
RECORDS = int(os.environ.get("RECORDS") or 0)
DEADLINE_SECONDS = float(os.environ.get("DEADLINE_MS") or 60_000) / 1000

# A scenario that gives up a little before the deadline can still say in its own words what it waited for.
_give_up_at = time.monotonic() + DEADLINE_SECONDS * 0.95
_told = threading.Event()


def remaining() -> float:
    """Seconds until the scenario has to give up, never negative."""
    return max(0.0, _give_up_at - time.monotonic())


def check_deadline(waiting_for: str) -> None:
    if remaining() == 0:
        raise TimeoutError(f"no {waiting_for} before the deadline")


def listen_for_sigterm() -> None:
    """From now on SIGTERM does not end the process: the scenario asks `told` and ends by itself."""

    def tell(_signal: int, _frame: FrameType | None) -> None:
        _told.set()

    signal.signal(signal.SIGTERM, tell)
    signal.signal(signal.SIGINT, tell)


def told() -> bool:
    """Whether the caller has said that it has seen enough."""
    return _told.is_set()


_ready = threading.Event()


def ready() -> None:
    """Tells the caller, once, that the program holds what it was asked to hold."""
    if not _ready.is_set():
        _ready.set()
        print("ready", flush=True)
