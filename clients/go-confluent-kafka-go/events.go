// The source chapter's producer and consumer, corrected: every delivery is waited for, offsets are committed after the
// work, a record that is no event stops the consumer instead of being skipped, and every way out closes the client.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
)

func produce(context.Context) (result, error) {
	producer, err := newProducer(kafka.ConfigMap{"acks": "all"})
	if err != nil {
		return result{}, err
	}
	defer producer.Close()
	events := make([]*kafka.Message, records)
	for id := range events {
		customer := fmt.Sprintf("customer-%d", id%7)
		value, err := json.Marshal(orderEvent{ID: &id, Customer: customer, Amount: 12.5})
		if err != nil {
			return result{}, err
		}
		events[id] = message([]byte(customer), value)
		events[id].Headers = []kafka.Header{{Key: "source", Value: []byte("go-confluent-kafka-go")}}
	}
	delivered, err := send(producer, events)
	if err != nil {
		return result{}, err
	}
	partitions := map[string]int{}
	for _, report := range delivered {
		partitions[strconv.Itoa(int(report.TopicPartition.Partition))]++
	}
	return result{Evidence: map[string]any{"acked": len(delivered), "partitions": partitions}}, nil
}

func consume(ctx context.Context) (result, error) {
	told, stop := untilTold(ctx)
	defer stop()
	consumer, err := newConsumer(groupID, nil)
	if err != nil {
		return result{}, err
	}
	defer consumer.Close() // leaves the group
	if err := consumer.SubscribeTopics([]string{topic}, sayReadyOnce()); err != nil {
		return result{}, err
	}
	consumed, sources := 0, map[string]int{}
	for consumed < records && told.Err() == nil {
		record, err := next(consumer)
		if err != nil {
			return result{}, err
		}
		if record == nil {
			continue
		}
		source, err := handle(record)
		if err != nil {
			return result{}, err
		}
		if _, err := consumer.CommitMessage(record); err != nil {
			return result{}, err
		}
		sources[source]++
		consumed++
	}
	stopped := "SIGTERM"
	if consumed == records {
		stopped = "count"
	}
	return result{Evidence: map[string]any{"consumed": consumed, "stopped": stopped, "sources": sources}}, ctx.Err()
}

func handle(record *kafka.Message) (string, error) {
	var event orderEvent
	if err := json.Unmarshal(record.Value, &event); err != nil {
		return "", fmt.Errorf("not an event at %s: %w", record.TopicPartition, err)
	}
	if event.ID == nil {
		return "", errors.New("not an event: it has no id")
	}
	for _, header := range record.Headers {
		if header.Key == "source" {
			return string(header.Value), nil
		}
	}
	return "unknown", nil
}
