// The source chapter's producer and consumer, corrected: every delivery is waited for, offsets are committed after the
// work, a record that is no event stops the consumer instead of being skipped, and every way out closes the client.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"sync"

	"github.com/twmb/franz-go/pkg/kgo"
)

func produce(ctx context.Context) (result, error) {
	client, err := connect(kgo.DefaultProduceTopic(topic), kgo.RequiredAcks(kgo.AllISRAcks()))
	if err != nil {
		return result{}, err
	}
	defer client.Close()
	events := make([]*kgo.Record, records)
	for id := range events {
		customer := fmt.Sprintf("customer-%d", id%7)
		value, err := json.Marshal(orderEvent{ID: &id, Customer: customer, Amount: 12.5})
		if err != nil {
			return result{}, err
		}
		header := kgo.RecordHeader{Key: "source", Value: []byte("go-franz-go")}
		events[id] = &kgo.Record{Key: []byte(customer), Value: value, Headers: []kgo.RecordHeader{header}}
	}
	partitions := map[string]int{}
	// ProduceSync waits for the report of each record: where it went, or why it did not.
	for _, delivery := range client.ProduceSync(ctx, events...) {
		if delivery.Err != nil {
			return result{}, delivery.Err
		}
		partitions[strconv.Itoa(int(delivery.Record.Partition))]++
	}
	return result{Evidence: map[string]any{"acked": len(events), "partitions": partitions}}, nil
}

func consume(ctx context.Context) (result, error) {
	told, stop := untilTold(ctx)
	defer stop()
	client, err := connect(kgo.ConsumerGroup(groupID), kgo.ConsumeTopics(topic),
		kgo.ConsumeStartOffset(kgo.NewOffset().AtStart()), kgo.DisableAutoCommit(), readyWhenAssigned())
	if err != nil {
		return result{}, err
	}
	defer client.Close() // leaves the group
	consumed, sources := 0, map[string]int{}
	for consumed < records && told.Err() == nil {
		fetches := client.PollRecords(told, records-consumed)
		if err := fetches.Err(); err != nil && told.Err() == nil {
			return result{}, err
		}
		for _, record := range fetches.Records() {
			source, err := handle(record)
			if err != nil {
				return result{}, err
			}
			// Not with `told`: the record in hand is finished and committed whatever comes.
			if err := client.CommitRecords(ctx, record); err != nil {
				return result{}, err
			}
			sources[source]++
			consumed++
			if told.Err() != nil {
				break
			}
		}
	}
	return result{Evidence: map[string]any{"consumed": consumed, "stopped": reason(consumed), "sources": sources}}, ctx.Err()
}

func reason(consumed int) string {
	if consumed == records {
		return "count"
	}
	return "SIGTERM"
}

func handle(record *kgo.Record) (string, error) {
	var event orderEvent
	if err := json.Unmarshal(record.Value, &event); err != nil {
		return "", fmt.Errorf("not an event at %d-%d: %w", record.Partition, record.Offset, err)
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

// Prints `ready` once, when the group has given this member its partitions.
func readyWhenAssigned() kgo.Opt {
	var once sync.Once
	return kgo.OnPartitionsAssigned(func(context.Context, *kgo.Client, map[string][]int32) {
		once.Do(func() { fmt.Println("ready") })
	})
}
