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

	"github.com/IBM/sarama"
)

func produce(context.Context) (result, error) {
	config, err := configure()
	if err != nil {
		return result{}, err
	}
	producer, err := sarama.NewSyncProducer(brokers, config)
	if err != nil {
		return result{}, err
	}
	defer producer.Close()
	events := make([]*sarama.ProducerMessage, records)
	for id := range events {
		customer := fmt.Sprintf("customer-%d", id%7)
		value, err := json.Marshal(orderEvent{ID: &id, Customer: customer, Amount: 12.5})
		if err != nil {
			return result{}, err
		}
		events[id] = &sarama.ProducerMessage{
			Topic:   topic,
			Key:     sarama.StringEncoder(customer),
			Value:   sarama.ByteEncoder(value),
			Headers: []sarama.RecordHeader{{Key: []byte("source"), Value: []byte("go-sarama")}},
		}
	}
	// SendMessages returns when each record is delivered, or names those that are not.
	if err := producer.SendMessages(events); err != nil {
		return result{}, err
	}
	partitions := map[string]int{}
	for _, event := range events {
		partitions[strconv.Itoa(int(event.Partition))]++
	}
	return result{Evidence: map[string]any{"acked": len(events), "partitions": partitions}}, nil
}

func consume(ctx context.Context) (result, error) {
	told, stop := untilTold(ctx)
	defer stop()
	config, err := configure()
	if err != nil {
		return result{}, err
	}
	config.Consumer.Offsets.AutoCommit.Enable = false
	// Commits and fetches share one connection to a broker, and a broker answers in order: with the default of 500 ms
	// each commit waits up to half a second behind a fetch that waits for records.
	config.Consumer.MaxWaitTime = 50 * time.Millisecond
	consumed, sources := 0, map[string]int{}
	err = join(told, config, groupID, &member{
		ready: sayReadyOnce(),
		handle: func(session sarama.ConsumerGroupSession, record *sarama.ConsumerMessage) error {
			source, err := handle(record)
			if err != nil {
				return err
			}
			session.MarkMessage(record, "")
			session.Commit()
			sources[source]++
			if consumed++; consumed == records {
				return errEnough
			}
			return nil
		},
	})
	if err == nil {
		err = ctx.Err()
	}
	stopped := "SIGTERM"
	if consumed == records {
		stopped = "count"
	}
	return result{Evidence: map[string]any{"consumed": consumed, "stopped": stopped, "sources": sources}}, err
}

func handle(record *sarama.ConsumerMessage) (string, error) {
	var event orderEvent
	if err := json.Unmarshal(record.Value, &event); err != nil {
		return "", fmt.Errorf("not an event at %d-%d: %w", record.Partition, record.Offset, err)
	}
	if event.ID == nil {
		return "", errors.New("not an event: it has no id")
	}
	for _, header := range record.Headers {
		if string(header.Key) == "source" {
			return string(header.Value), nil
		}
	}
	return "unknown", nil
}

func sayReadyOnce() func(sarama.ConsumerGroupSession) {
	var once sync.Once
	return func(sarama.ConsumerGroupSession) { once.Do(func() { fmt.Println("ready") }) }
}
