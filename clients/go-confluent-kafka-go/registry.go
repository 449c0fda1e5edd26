// The registry's client and the serializers are packages of the same module.
package main

import (
	"context"
	"os"

	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
	"github.com/confluentinc/confluent-kafka-go/v2/schemaregistry"
	"github.com/confluentinc/confluent-kafka-go/v2/schemaregistry/serde"
	"github.com/confluentinc/confluent-kafka-go/v2/schemaregistry/serde/avrov2"
)

type order struct {
	ID int32 `avro:"id"`
}

func schemaRegistry(ctx context.Context) (result, error) {
	registry, err := schemaregistry.NewClient(schemaregistry.NewConfig(os.Getenv("SCHEMA_REGISTRY_URL")))
	if err != nil {
		return result{}, err
	}
	defer registry.Close()
	// Its schema is taken from the Go type, and registered with the first record.
	serializer, err := avrov2.NewSerializer(registry, serde.ValueSerde, avrov2.NewSerializerConfig())
	if err != nil {
		return result{}, err
	}
	orders := make([]*kafka.Message, records)
	for n := range orders {
		value, err := serializer.Serialize(topic, &order{ID: int32(n)})
		if err != nil {
			return result{}, err
		}
		orders[n] = message(nil, value)
	}
	if err := sendWith(nil, orders); err != nil {
		return result{}, err
	}
	found, err := readBack(ctx, topic+"-back", records)
	if err != nil {
		return result{}, err
	}
	deserializer, err := avrov2.NewDeserializer(registry, serde.ValueSerde, avrov2.NewDeserializerConfig())
	if err != nil {
		return result{}, err
	}
	for _, record := range found {
		var back order
		if err := deserializer.DeserializeInto(topic, record.Value, &back); err != nil {
			return result{}, err
		}
	}
	latest, err := registry.GetLatestSchemaMetadata(topic + "-value")
	return result{Evidence: map[string]any{"consumed": len(found), "schemaId": latest.ID}}, err
}
