package main

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
)

// A producer writes by the schedule, a member of a group reads in the same process.
func latency(ctx context.Context) (result, error) {
	load, err := readWorkload()
	if err != nil {
		return result{}, err
	}
	payloads, err := readPayloads(load)
	if err != nil {
		return result{}, err
	}
	settings := producerSettings(load)
	producer, err := newProducer(settings)
	if err != nil {
		return result{}, err
	}
	defer producer.Close()
	timetable := newSchedule(load)
	stopReading, err := readInBackground(ctx, timetable)
	if err != nil {
		return result{}, err
	}
	defer stopReading()
	var failed atomic.Pointer[error]
	go countReports(producer, newMeter(load), &failed)
	err = timetable.run(ctx, payloads.next, func(key, value []byte) error {
		if plainStyle {
			_, err := send(producer, []*kafka.Message{message(key, value)})
			return err
		}
		if err := failed.Load(); err != nil {
			return *err
		}
		return producer.Produce(message(key, value), nil)
	})
	if err != nil {
		return result{}, err
	}
	return result{Evidence: timetable.evidence(), Settings: names(settings)}, nil
}

// Returns once the group has given the reader its partitions.
func readInBackground(ctx context.Context, timetable *schedule) (stop func(), err error) {
	consumer, err := newConsumer(textOr("GROUP_ID", topic+"-latency"), kafka.ConfigMap{"enable.auto.commit": true})
	if err != nil {
		return nil, err
	}
	reading, cancel := context.WithCancel(ctx)
	assigned, ended := make(chan struct{}), make(chan struct{})
	var once sync.Once
	err = consumer.SubscribeTopics([]string{topic}, func(_ *kafka.Consumer, event kafka.Event) error {
		if _, yes := event.(kafka.AssignedPartitions); yes {
			once.Do(func() { close(assigned) })
		}
		return nil
	})
	go func() {
		defer close(ended)
		for reading.Err() == nil {
			if record, err := next(consumer); err != nil {
				logError(err)
			} else if record != nil {
				timetable.handle(record.Value)
			}
		}
	}()
	stop = func() { cancel(); <-ended; consumer.Close() }
	select {
	case <-assigned:
		return stop, err
	case <-ctx.Done():
		stop()
		return nil, ctx.Err()
	}
}
