// One small program a feature, as ../README.md lists them.
package main

import (
	"context"
	"encoding/base64"
	"fmt"

	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
)

var features = map[string]scenario{
	"connect":           connected,
	"producer":          written(kafka.ConfigMap{"acks": "all"}),
	"consumer-group":    consumerGroup,
	"static-membership": holding(kafka.ConfigMap{"group.instance.id": textOr("INSTANCE_ID", "instance-1")}),
	"cooperative":       holding(kafka.ConfigMap{"partition.assignment.strategy": "cooperative-sticky"}),
	"kip-848":           kip848,
	// librdkafka has a preview of it in C; the Go bindings are an open pull request.
	"share-group":      notOfferedBy("https://github.com/confluentinc/confluent-kafka-go/pull/1601"),
	"idempotence":      written(kafka.ConfigMap{"enable.idempotence": true}),
	"transactions":     transactions,
	"linger":           written(kafka.ConfigMap{"linger.ms": 50}),
	"gzip":             compressed("gzip"),
	"snappy":           compressed("snappy"),
	"lz4":              compressed("lz4"),
	"zstd":             compressed("zstd"),
	"tls":              thereAndBack,
	"sasl-plain":       thereAndBack,
	"sasl-scram":       thereAndBack,
	"sasl-oauthbearer": thereAndBack,
	"schema-registry":  schemaRegistry,
	"admin-topics":     adminTopics,
	"admin-configs":    adminConfigs,
	"admin-groups":     adminGroups,
	"admin-acls":       adminACLs,
	"headers":          headers,
}

func numbered(count int) []*kafka.Message {
	many := make([]*kafka.Message, count)
	for n := range many {
		many[n] = message(fmt.Appendf(nil, "k%d", n), fmt.Appendf(nil, "value %d", n))
	}
	return many
}

func consumed(count int) result { return result{Evidence: map[string]any{"consumed": count}} }

func written(settings kafka.ConfigMap) scenario {
	return func(context.Context) (result, error) {
		err := sendWith(settings, numbered(records))
		return result{Evidence: map[string]any{"acked": records}, Settings: names(settings)}, err
	}
}

func consumerGroup(ctx context.Context) (result, error) {
	found, err := readBack(ctx, groupID, records)
	return consumed(len(found)), err
}

// Joins the group with a setting, and stays until it is told to go.
func holding(settings kafka.ConfigMap) scenario {
	return func(ctx context.Context) (result, error) {
		told, stop := untilTold(ctx)
		defer stop()
		consumer, err := newConsumer(groupID, settings)
		if err != nil {
			return result{}, err
		}
		defer consumer.Close()
		if err := consumer.SubscribeTopics([]string{topic}, sayReadyOnce()); err != nil {
			return result{}, err
		}
		for told.Err() == nil {
			if _, err := next(consumer); err != nil {
				return result{}, err
			}
		}
		evidence := map[string]any{"rebalanceProtocol": consumer.GetRebalanceProtocol()}
		return result{Evidence: evidence, Settings: names(settings)}, ctx.Err()
	}
}

func kip848(ctx context.Context) (result, error) {
	told, stop := untilTold(ctx)
	defer stop()
	settings := kafka.ConfigMap{"group.protocol": "consumer"}
	consumer, err := newConsumer(groupID, settings)
	if err != nil {
		return result{}, err
	}
	defer consumer.Close()
	if err := consumer.SubscribeTopics([]string{topic}, nil); err != nil {
		return result{}, err
	}
	found, err := take(ctx, consumer, records)
	if err != nil {
		return consumed(len(found)), err
	}
	fmt.Println("ready")
	for told.Err() == nil {
		if _, err := next(consumer); err != nil {
			return result{}, err
		}
	}
	answer := consumed(len(found))
	answer.Settings = names(settings)
	return answer, ctx.Err()
}

func transactions(ctx context.Context) (result, error) {
	producer, err := newProducer(kafka.ConfigMap{"transactional.id": topic + "-tx"})
	if err != nil {
		return result{}, err
	}
	defer producer.Close()
	if err := producer.InitTransactions(ctx); err != nil {
		return result{}, err
	}
	for _, end := range []func(context.Context) error{producer.AbortTransaction, producer.CommitTransaction} {
		if err := producer.BeginTransaction(); err != nil {
			return result{}, err
		}
		// Waits for the reports: an abort throws away what the brokers have not seen yet.
		if _, err := send(producer, numbered(3)); err != nil {
			return result{}, err
		}
		if err := end(ctx); err != nil {
			return result{}, err
		}
	}
	return result{Evidence: map[string]any{"aborted": 3, "committed": 3}}, nil
}

func compressed(name string) scenario {
	return func(ctx context.Context) (result, error) {
		settings := kafka.ConfigMap{"compression.type": name}
		if err := sendWith(settings, numbered(records)); err != nil {
			return result{}, err
		}
		found, err := readBack(ctx, topic+"-back", records)
		answer := consumed(len(found))
		answer.Settings = names(settings)
		return answer, err
	}
}

func thereAndBack(ctx context.Context) (result, error) {
	if err := sendWith(nil, numbered(1)); err != nil {
		return result{}, err
	}
	found, err := readBack(ctx, topic+"-back", 1)
	return consumed(len(found)), err
}

func headers(ctx context.Context) (result, error) {
	one := message(nil, []byte("v"))
	one.Headers = []kafka.Header{
		{Key: "a", Value: []byte("1")}, {Key: "a", Value: []byte("2")}, {Key: "b", Value: []byte{0, 255}},
	}
	if err := sendWith(nil, []*kafka.Message{one}); err != nil {
		return result{}, err
	}
	found, err := readBack(ctx, topic+"-back", 1)
	if err != nil {
		return result{}, err
	}
	pairs := [][2]string{}
	for _, header := range found[0].Headers {
		pairs = append(pairs, [2]string{header.Key, base64.StdEncoding.EncodeToString(header.Value)})
	}
	return result{Evidence: map[string]any{"headers": pairs}}, nil
}
