// The registry's client is a module of its own, sr; it knows the 5-byte prefix and leaves Avro to any library.
package main

import (
	"context"
	"os"

	"github.com/hamba/avro/v2"
	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sr"
)

const orderSchema = `{"type":"record","name":"Order","namespace":"shop","fields":[{"name":"id","type":"int"}]}`

type order struct {
	ID int `avro:"id"`
}

func schemaRegistry(ctx context.Context) (result, error) {
	schema, err := avro.Parse(orderSchema)
	if err != nil {
		return result{}, err
	}
	registry, err := sr.NewClient(sr.URLs(os.Getenv("SCHEMA_REGISTRY_URL")))
	if err != nil {
		return result{}, err
	}
	registered, err := registry.CreateSchema(ctx, topic+"-value", sr.Schema{Schema: orderSchema, Type: sr.TypeAvro})
	if err != nil {
		return result{}, err
	}
	serde := sr.NewSerde()
	serde.Register(registered.ID, order{},
		sr.EncodeFn(func(value any) ([]byte, error) { return avro.Marshal(schema, value) }),
		sr.DecodeFn(func(bytes []byte, value any) error { return avro.Unmarshal(schema, bytes, value) }))
	orders := make([]*kgo.Record, records)
	for n := range orders {
		value, err := serde.Encode(order{ID: n})
		if err != nil {
			return result{}, err
		}
		orders[n] = &kgo.Record{Value: value}
	}
	if err := send(ctx, orders); err != nil {
		return result{}, err
	}
	found, err := readBack(ctx, topic+"-back", records)
	if err != nil {
		return result{}, err
	}
	for _, record := range found {
		var back order
		if err := serde.Decode(record.Value, &back); err != nil {
			return result{}, err
		}
	}
	var extra []string
	for _, module := range []string{"github.com/twmb/franz-go/pkg/sr", "github.com/hamba/avro/v2"} {
		extra = append(extra, module+" "+moduleVersion(module))
	}
	return result{
		Evidence: map[string]any{"consumed": len(found), "schemaId": registered.ID},
		Extra:    extra,
	}, nil
}
