"""What the caller says. Everything comes by environment."""

import asyncio
import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

TOPIC = os.environ.get("TOPIC", "")
GROUP_ID = os.environ.get("GROUP_ID", "")
RECORDS = int(os.environ.get("RECORDS") or 0)
DEADLINE_SECONDS = float(os.environ.get("DEADLINE_MS") or 60_000) / 1000

# A scenario that gives up a little before the deadline can still say in its own words what it waited for.
_give_up_at = time.monotonic() + DEADLINE_SECONDS * 0.95
_told = asyncio.Event()


def remaining() -> float:
    """Seconds until the scenario has to give up, never negative."""
    return max(0.0, _give_up_at - time.monotonic())


def check_deadline(waiting_for: str) -> None:
    if remaining() == 0:
        raise TimeoutError(f"no {waiting_for} before the deadline")


def listen_for_the_end() -> None:
    """From now on neither SIGTERM nor closed input ends the process: the scenario asks `told`."""
    loop = asyncio.get_running_loop()

    # Not loop.add_signal_handler: Windows has none.
    def tell(_signal: int, _frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(_told.set)

    signal.signal(signal.SIGTERM, tell)
    signal.signal(signal.SIGINT, tell)
    at_end_of_input(lambda: loop.call_soon_threadsafe(_told.set))


def at_end_of_input(tell: Callable[[], object]) -> None:
    """The caller's word where there are no signals, as on Windows: it closes standard input."""
    if os.environ.get("STOP_BY") != "stdin":
        return

    def wait() -> None:
        # Not sys.stdin: a thread that waits in there holds a lock, which ends Python badly.
        while os.read(0, 1024):
            pass
        # The loop of a program that is about to end takes nothing more.
        with suppress(RuntimeError):
            tell()

    threading.Thread(target=wait, daemon=True).start()


def told() -> bool:
    """Whether the caller has said that it has seen enough."""
    return _told.is_set()


_ready = False


def ready() -> None:
    """Tells the caller, once, that the program holds what it was asked to hold."""
    global _ready
    if not _ready:
        _ready = True
        print("ready", flush=True)
