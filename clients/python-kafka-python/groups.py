"""Features of groups."""

import os
from collections.abc import Callable
from typing import Any

from kafka.coordinator.assignors.cooperative_sticky import CooperativeStickyAssignor

from connect import group_consumer, poll
from environment import GROUP_ID, RECORDS, ready, told
from result import Result


def read_back(count: int, group: str) -> list[Any]:
    """Reads that many records from the beginning in a group, commits, and leaves."""
    consumer = group_consumer(group)
    records: list[Any] = []
    try:
        while len(records) < count:
            records += poll(consumer, at_most=count - len(records))
        consumer.commit()
        return records
    finally:
        consumer.close(autocommit=False)


def consumer_group() -> Result:
    return Result({"consumed": len(read_back(RECORDS, GROUP_ID))})


def holding(shown: dict[str, Any], **more: Any) -> Callable[[], Result]:
    """Joins the group with a setting, and stays until it is told to go."""

    def hold() -> Result:
        consumer = group_consumer(when_assigned=ready, **more)
        try:
            while not told():
                list(poll(consumer, waiting_for="SIGTERM"))
            return Result({"memberId": consumer.group_metadata().member_id}, shown)
        finally:
            consumer.close(autocommit=False)

    return hold


instance = {"group_instance_id": os.environ.get("INSTANCE_ID", "instance-1")}
static_membership = holding(instance, **instance)
cooperative = holding(
    {"partition_assignment_strategy": "[CooperativeStickyAssignor]"},
    partition_assignment_strategy=[CooperativeStickyAssignor],
)
