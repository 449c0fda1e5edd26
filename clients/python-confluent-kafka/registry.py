"""The registry's client is in the package; what it needs comes with the extras [avro,schemaregistry]."""

import json
import os
from importlib.metadata import version

from confluent_kafka.schema_registry import Schema, SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

from environment import RECORDS, TOPIC
from groups import read_back
from result import Result
from send import send

ORDER = json.dumps(
    {
        "type": "record",
        "name": "Order",
        "namespace": "shop",
        "fields": [{"name": "id", "type": "int"}],
    }
)


def schema_registry() -> Result:
    registry = SchemaRegistryClient({"url": os.environ["SCHEMA_REGISTRY_URL"]})
    context = SerializationContext(TOPIC, MessageField.VALUE)
    schema_id = registry.register_schema(f"{TOPIC}-value", Schema(ORDER, "AVRO"))
    serialise = AvroSerializer(registry, ORDER, conf={"auto.register.schemas": False})
    send([{"value": serialise({"id": n}, context)} for n in range(RECORDS)])
    deserialise = AvroDeserializer(registry, ORDER)
    back = [deserialise(value, context) for value in read_back(RECORDS, f"{TOPIC}-back")]
    if sorted(order["id"] for order in back) != list(range(RECORDS)):
        raise ValueError(f"read back something else: {back}")
    return Result(
        {"consumed": len(back), "schemaId": schema_id},
        extra=[
            f"confluent-kafka[avro,schemaregistry]: fastavro {version('fastavro')}, httpx2 {version('httpx2')}"
        ],
    )
