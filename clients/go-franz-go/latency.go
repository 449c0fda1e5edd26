package main

import (
	"context"
	"sync/atomic"

	"github.com/twmb/franz-go/pkg/kgo"
)

// One client writes by the schedule, another reads in a group of its own process.
func latency(ctx context.Context) (result, error) {
	load, err := readWorkload()
	if err != nil {
		return result{}, err
	}
	payloads, err := readPayloads(load)
	if err != nil {
		return result{}, err
	}
	opts, settings, err := producerOptions(load)
	if err != nil {
		return result{}, err
	}
	producer, err := connect(opts...)
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
	err = timetable.run(ctx, payloads.next, func(key, value []byte) error {
		if plainStyle {
			return producer.ProduceSync(ctx, &kgo.Record{Key: key, Value: value}).FirstErr()
		}
		producer.Produce(ctx, &kgo.Record{Key: key, Value: value}, func(_ *kgo.Record, err error) {
			if err != nil {
				failed.CompareAndSwap(nil, &err)
			}
		})
		if err := failed.Load(); err != nil {
			return *err
		}
		return nil
	})
	if err != nil {
		return result{}, err
	}
	return result{Evidence: timetable.evidence(), Settings: settings}, nil
}

// Returns once the group has given the reader its partitions.
func readInBackground(ctx context.Context, timetable *schedule) (stop func(), err error) {
	assigned := make(chan struct{}, 1)
	client, err := connect(kgo.ConsumerGroup(textOr("GROUP_ID", topic+"-latency")), kgo.ConsumeTopics(topic),
		kgo.ConsumeStartOffset(kgo.NewOffset().AtStart()),
		kgo.OnPartitionsAssigned(func(context.Context, *kgo.Client, map[string][]int32) {
			select {
			case assigned <- struct{}{}:
			default:
			}
		}))
	if err != nil {
		return nil, err
	}
	reading, cancel := context.WithCancel(ctx)
	go func() {
		for reading.Err() == nil {
			client.PollFetches(reading).EachRecord(func(record *kgo.Record) { timetable.handle(record.Value) })
		}
	}()
	stop = func() { cancel(); client.Close() }
	select {
	case <-assigned:
		return stop, nil
	case <-ctx.Done():
		stop()
		return nil, ctx.Err()
	}
}
