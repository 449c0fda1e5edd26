package main

import (
	"context"
	"fmt"
	"sync"

	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
)

const pollMs = 100

// The next record, nil when there is none for now. Errors that librdkafka retries by itself are only logged.
func next(consumer *kafka.Consumer) (*kafka.Message, error) {
	switch event := consumer.Poll(pollMs).(type) {
	case *kafka.Message:
		return event, event.TopicPartition.Error
	case kafka.Error:
		if event.IsFatal() {
			return nil, event
		}
		logError(event)
	}
	return nil, nil
}

// Reads `count` records of a consumer that has subscribed, and commits them.
func take(ctx context.Context, consumer *kafka.Consumer, count int) ([]*kafka.Message, error) {
	var found []*kafka.Message
	for len(found) < count {
		if ctx.Err() != nil {
			return found, ctx.Err()
		}
		record, err := next(consumer)
		if err != nil {
			return found, err
		}
		if record != nil {
			found = append(found, record)
		}
	}
	_, err := consumer.Commit()
	return found, err
}

// Reads `count` records from the beginning in a group, commits, and leaves.
func readBack(ctx context.Context, group string, count int) ([]*kafka.Message, error) {
	consumer, err := newConsumer(group, nil)
	if err != nil {
		return nil, err
	}
	defer consumer.Close()
	if err := consumer.SubscribeTopics([]string{topic}, nil); err != nil {
		return nil, err
	}
	return take(ctx, consumer, count)
}

// Prints `ready` once, when the group has given this member its partitions. The client assigns them by itself.
func sayReadyOnce() kafka.RebalanceCb {
	var once sync.Once
	return func(_ *kafka.Consumer, event kafka.Event) error {
		if _, assigned := event.(kafka.AssignedPartitions); assigned {
			once.Do(func() { fmt.Println("ready") })
		}
		return nil
	}
}
