"""Administration."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from kafka.admin import (
    ACL,
    ACLFilter,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ConfigResource,
    ConfigResourceType,
    KafkaAdminClient,
    ResourcePattern,
    ResourcePatternFilter,
    ResourceType,
)

from connect import settings
from environment import GROUP_ID, TOPIC
from result import Result

T = TypeVar("T")


@contextmanager
def admin_client() -> Iterator[KafkaAdminClient]:
    client = KafkaAdminClient(**settings())
    try:
        yield client
    finally:
        client.close()


def connected() -> Result:
    with admin_client() as client:
        (described,) = client.describe_topics([TOPIC])
        return Result({"partitions": len(described["partitions"])})


def topics() -> Result:
    with admin_client() as client:
        client.create_topics({TOPIC: {"num_partitions": 3, "replication_factor": 1}})
        client.delete_topics([os.environ["TOPIC_TO_DELETE"]])
        return Result({"created": TOPIC})


def configs() -> Result:
    with admin_client() as client:
        client.alter_configs(
            [ConfigResource(ConfigResourceType.TOPIC, TOPIC, {"retention.ms": "60000"})]
        )

        def value() -> str | None:
            resource = ConfigResource(ConfigResourceType.TOPIC, TOPIC)
            described: Any = client.describe_configs([resource], config_filter="all")
            return described["topic"][TOPIC]["retention.ms"]["value"]

        return Result({"value": eventually(value, "60000")})


def groups() -> Result:
    with admin_client() as client:
        listed = [group["group_id"] for group in client.list_groups()]
        described = client.describe_groups([GROUP_ID])[GROUP_ID]
        deleted = client.delete_groups([GROUP_ID])[GROUP_ID]
        if deleted != "OK":
            raise RuntimeError(f"delete_groups: {deleted}")
        return Result({"listed": GROUP_ID in listed, "state": described["group_state"]})


def acls() -> Result:
    rule = ("User:alice", "*", ACLOperation.READ, ACLPermissionType.ALLOW)
    literal = ACLResourcePatternType.LITERAL
    with admin_client() as client:
        created = client.create_acls(
            [ACL(*rule, ResourcePattern(ResourceType.TOPIC, TOPIC, literal))]
        )
        for error in created["failed"]:
            raise error  # a class: the broker's words for it are not kept

        def listed() -> bool:
            wanted = ResourcePatternFilter(ResourceType.TOPIC, TOPIC, literal)
            found, _error = client.describe_acls(ACLFilter(*rule, wanted))
            return any(acl.resource_pattern.resource_name == TOPIC for acl in found)

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
