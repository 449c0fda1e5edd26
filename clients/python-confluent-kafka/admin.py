"""Administration: every call gives futures, one per thing."""

import os
import time
from collections.abc import Callable
from typing import Any, TypeVar

from confluent_kafka import TopicCollection
from confluent_kafka.admin import (
    AclBinding,
    AclBindingFilter,
    AclOperation,
    AclPermissionType,
    AdminClient,
    AlterConfigOpType,
    ConfigEntry,
    ConfigResource,
    NewTopic,
    ResourcePatternType,
    ResourceType,
)

from connect import settings
from environment import GROUP_ID, TOPIC, remaining
from result import Result

T = TypeVar("T")


def connected() -> Result:
    client = AdminClient(
        settings()
    )  # a name for it: an unnamed one is gone before its futures are done
    described = client.describe_topics(TopicCollection([TOPIC]))[TOPIC]
    return Result({"partitions": len(described.result(remaining()).partitions)})


def topics() -> Result:
    client = AdminClient(settings())
    client.create_topics([NewTopic(TOPIC, num_partitions=3, replication_factor=1)])[TOPIC].result(
        remaining()
    )
    doomed = os.environ["TOPIC_TO_DELETE"]
    client.delete_topics([doomed])[doomed].result(remaining())
    return Result({"created": TOPIC})


def set_config(kind: ResourceType, name: str, entry: tuple[str, str]) -> AdminClient:
    client = AdminClient(settings())
    change = ConfigEntry(*entry, incremental_operation=AlterConfigOpType.SET)
    resource = ConfigResource(kind, name, incremental_configs=[change])
    client.incremental_alter_configs([resource])[resource].result(remaining())
    return client


def set_group_config(name: str, value: str) -> None:
    set_config(ResourceType.GROUP, GROUP_ID, (name, value))


def configs() -> Result:
    client = set_config(ResourceType.TOPIC, TOPIC, ("retention.ms", "60000"))
    resource = ConfigResource(ResourceType.TOPIC, TOPIC)

    def value() -> str:
        return (
            client.describe_configs([resource])[resource].result(remaining())["retention.ms"].value
        )

    return Result({"value": eventually(value, "60000")})


def groups() -> Result:
    client = AdminClient(settings())
    listed = client.list_consumer_groups().result(remaining())
    described = client.describe_consumer_groups([GROUP_ID])[GROUP_ID].result(remaining())
    client.delete_consumer_groups([GROUP_ID])[GROUP_ID].result(remaining())
    ids = [group.group_id for group in listed.valid]
    return Result({"listed": GROUP_ID in ids, "state": described.state.name})


def acls() -> Result:
    client = AdminClient(settings())
    rule: tuple[Any, ...] = (
        ResourceType.TOPIC,
        TOPIC,
        ResourcePatternType.LITERAL,
        "User:alice",
        "*",
        AclOperation.READ,
        AclPermissionType.ALLOW,
    )
    binding = AclBinding(*rule)
    client.create_acls([binding])[binding].result(remaining())

    def listed() -> bool:
        return binding in client.describe_acls(AclBindingFilter(*rule)).result(remaining())

    return Result({"listed": eventually(listed, True)})


def eventually(ask: Callable[[], T], wanted: T) -> T:
    """Asks until it is so, or for five seconds.

    A broker answers a change once the controller has it, and may itself hear of it a moment later: what is read back at
    once can be the old state.
    """
    until = time.monotonic() + 5
    while (answer := ask()) != wanted and time.monotonic() < until:
        time.sleep(0.05)
    return answer
