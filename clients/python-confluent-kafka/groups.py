"""Features of groups: the ways in, and the new kinds."""

import os
from collections.abc import Callable
from typing import Any

from confluent_kafka import AcknowledgeType, Consumer, KafkaException, ShareConsumer

from admin import set_group_config
from connect import QUICK_POLL, group_consumer, poll, settings
from environment import GROUP_ID, RECORDS, TOPIC, check_deadline, ready, told
from result import Result


def take(consumer: Consumer, count: int) -> list[bytes | None]:
    values: list[bytes | None] = []
    while len(values) < count:
        if message := poll(consumer):
            values.append(message.value())
    consumer.commit(asynchronous=False)
    return values


def read_back(count: int, group: str) -> list[bytes | None]:
    """Reads that many values from the beginning in a group, commits, and leaves."""
    consumer = group_consumer(group)
    try:
        consumer.subscribe([TOPIC])
        return take(consumer, count)
    finally:
        consumer.close()


def consumer_group() -> Result:
    return Result({"consumed": len(read_back(RECORDS, GROUP_ID))})


def holding(**more: Any) -> Callable[[], Result]:
    """Joins the group with a setting, and stays until it is told to go."""

    def hold() -> Result:
        consumer = group_consumer(**more)
        try:
            consumer.subscribe([TOPIC], on_assign=lambda *_: ready())
            while not told():
                poll(consumer, "SIGTERM")
            shown = {name.replace("_", "."): value for name, value in more.items()}
            return Result({"memberId": consumer.memberid()}, shown)
        finally:
            consumer.close()

    return hold


static_membership = holding(group_instance_id=os.environ.get("INSTANCE_ID", "instance-1"))
cooperative = holding(partition_assignment_strategy="cooperative-sticky")


def kip_848() -> Result:
    consumer = group_consumer(group_protocol="consumer")
    try:
        consumer.subscribe([TOPIC])
        consumed = len(take(consumer, RECORDS))
        ready()
        while not told():
            poll(consumer, "SIGTERM")
        return Result({"consumed": consumed}, {"group.protocol": "consumer"})
    finally:
        consumer.close()


def share_group() -> Result:
    # A share group begins at the latest record unless the group's own setting, which the broker keeps, says otherwise.
    set_group_config("share.auto.offset.reset", "earliest")
    mode = "explicit"
    consumed = 0
    consumer = ShareConsumer(settings(group_id=GROUP_ID, share_acknowledgement_mode=mode))
    try:
        consumer.subscribe([TOPIC])
        while consumed < RECORDS:
            check_deadline("record")
            for message in consumer.poll(QUICK_POLL):
                if error := message.error():
                    raise KafkaException(error)
                consumer.acknowledge(message, AcknowledgeType.ACCEPT)
                consumed += 1
            for failure in consumer.commit_sync(10.0).values():
                if failure:
                    raise failure
        return Result({"consumed": consumed}, {"share.acknowledgement.mode": mode})
    finally:
        consumer.close()
