"""Features of groups."""

import os
from typing import Any

from connect import consuming, poll
from environment import GROUP_ID, RECORDS, ready, told
from result import Result


async def read_back(count: int, group: str) -> list[Any]:
    """Reads that many records from the beginning in a group, commits, and leaves."""
    records: list[Any] = []
    async with consuming(group) as consumer:
        while len(records) < count:
            records += await poll(consumer, at_most=count - len(records))
        await consumer.commit()
    return records


async def consumer_group() -> Result:
    return Result({"consumed": len(await read_back(RECORDS, GROUP_ID))})


async def static_membership() -> Result:
    """Joins as one that the group knows by name, and stays until it is told to go."""
    instance = os.environ.get("INSTANCE_ID", "instance-1")
    async with consuming(when_assigned=ready, group_instance_id=instance) as consumer:
        while not told():
            await poll(consumer, waiting_for="SIGTERM")
    return Result({"instanceId": instance}, {"group_instance_id": instance})
