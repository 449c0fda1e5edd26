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
	"time"

	"github.com/segmentio/kafka-go"
)

func produce(ctx context.Context) (result, error) {
	writer, err := newWriter()
	if err != nil {
		return result{}, err
	}
	defer writer.Close()
	events := make([]kafka.Message, records)
	for id := range events {
		customer := fmt.Sprintf("customer-%d", id%7)
		value, err := json.Marshal(orderEvent{ID: &id, Customer: customer, Amount: 12.5})
		if err != nil {
			return result{}, err
		}
		header := kafka.Header{Key: "source", Value: []byte("go-kafka-go")}
		events[id] = kafka.Message{Key: []byte(customer), Value: value, Headers: []kafka.Header{header}}
	}
	delivered, err := writeAll(ctx, writer, events)
	if err != nil {
		return result{}, err
	}
	partitions := map[string]int{}
	for _, one := range delivered {
		partitions[strconv.Itoa(one.Partition)]++
	}
	return result{Evidence: map[string]any{"acked": len(delivered), "partitions": partitions}}, nil
}

// WriteMessages waits for all and says what failed; where a record went is told to Completion alone.
func writeAll(ctx context.Context, writer *kafka.Writer, messages []kafka.Message) ([]kafka.Message, error) {
	var mu sync.Mutex
	var delivered []kafka.Message
	writer.Completion = func(batch []kafka.Message, err error) {
		mu.Lock()
		defer mu.Unlock()
		if err == nil {
			delivered = append(delivered, batch...)
		}
	}
	if err := writer.WriteMessages(ctx, messages...); err != nil {
		return nil, err
	}
	mu.Lock()
	defer mu.Unlock()
	return delivered, nil
}

func consume(ctx context.Context) (result, error) {
	told, stop := untilTold(ctx)
	defer stop()
	reader, err := newReader(kafka.ReaderConfig{GroupID: groupID})
	if err != nil {
		return result{}, err
	}
	defer reader.Close() // leaves the group
	go sayReadyOnceJoined(told, reader)
	consumed, sources := 0, map[string]int{}
	for consumed < records && told.Err() == nil {
		record, err := reader.FetchMessage(told)
		if told.Err() != nil {
			break
		}
		if err != nil {
			return result{}, err
		}
		source, err := handle(record)
		if err != nil {
			return result{}, err
		}
		if err := reader.CommitMessages(ctx, record); err != nil {
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

func handle(record kafka.Message) (string, error) {
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

// A reader tells nobody that it has joined; its statistics count the rebalances.
func sayReadyOnceJoined(ctx context.Context, reader *kafka.Reader) {
	for ctx.Err() == nil {
		if reader.Stats().Rebalances > 0 {
			fmt.Println("ready")
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
}
