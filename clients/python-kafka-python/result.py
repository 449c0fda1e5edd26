"""What a scenario found, as ../README.md wants it."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Result:
    evidence: dict[str, Any]
    settings: dict[str, Any] = field(default_factory=dict)
    """The settings that matter, in the client's own names."""
    extra: list[str] = field(default_factory=list)
    """Packages beyond the client, with version."""


class NotOffered(Exception):
    """The client has no such thing; the message is where that is said."""
