"""Administration. Its answers are the broker's, error codes and all: nobody raises them but the caller."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import for_code

from connect import settings
from environment import TOPIC
from result import Result

T = TypeVar("T")


@asynccontextmanager
async def admin_client() -> AsyncIterator[AIOKafkaAdminClient]:
    client = AIOKafkaAdminClient(**settings())
    try:
        await client.start()
        yield client
    finally:
        await client.close()


def check(code: int, message: str | None = None) -> None:
    if code:
        raise for_code(code)(message or "")


async def connected() -> Result:
    async with admin_client() as client:
        (described,) = await client.describe_topics([TOPIC])
        check(described["error_code"])
        return Result({"partitions": len(described["partitions"])})


async def topics() -> Result:
    async with admin_client() as client:
        created = await client.create_topics([NewTopic(TOPIC, 3, 1)])
        for _topic, code, *message in created.topic_errors:
            check(code, *message)
        deleted = await client.delete_topics([os.environ["TOPIC_TO_DELETE"]])
        for _topic, code in deleted.topic_error_codes:
            check(code)
        return Result({"created": TOPIC})


async def configs() -> Result:
    # AlterConfigs, the only way here, replaces all settings of the topic: those not named go back to their defaults.
    resource = ConfigResource(ConfigResourceType.TOPIC, TOPIC, {"retention.ms": "60000"})
    async with admin_client() as client:
        for answer in await client.alter_configs([resource]):
            for code, message, *_rest in answer.resources:
                check(code, message)

        async def value() -> Any:
            (answer,) = await client.describe_configs([resource])
            (_code, _message, _kind, _name, entries), *_others = answer.resources
            return next(entry[1] for entry in entries if entry[0] == "retention.ms")

        return Result({"value": await eventually(value, "60000")})


async def eventually(ask: Callable[[], Awaitable[T]], wanted: T) -> T:
    """Asks until it is so, or for five seconds.

    A broker answers a change once the controller has it, and may itself hear of it a moment later: what is read back at
    once can be the old state.
    """
    until = time.monotonic() + 5
    while (answer := await ask()) != wanted and time.monotonic() < until:
        await asyncio.sleep(0.05)
    return answer
