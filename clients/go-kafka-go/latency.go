package main

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/segmentio/kafka-go"
)

// A writer writes by the schedule, a reader reads in a group of the same process.
func latency(ctx context.Context) (result, error) {
	load, err := readWorkload()
	if err != nil {
		return result{}, err
	}
	payloads, err := readPayloads(load)
	if err != nil {
		return result{}, err
	}
	writer, settings, err := benchWriter(load)
	if err != nil {
		return result{}, err
	}
	defer writer.Close()
	var failed atomic.Pointer[error]
	writer.Async = !plainStyle
	writer.Completion = func(_ []kafka.Message, err error) {
		if err != nil {
			failed.CompareAndSwap(nil, &err)
		}
	}
	timetable := newSchedule(load)
	// Without an interval ReadMessage commits each record before it returns.
	reader, err := newReader(kafka.ReaderConfig{
		GroupID: textOr("GROUP_ID", topic+"-latency"), CommitInterval: time.Second,
	})
	if err != nil {
		return result{}, err
	}
	defer reader.Close()
	reading, cancel := context.WithCancel(ctx)
	defer cancel()
	go readAll(reading, reader, timetable)
	sayReadyOnceJoined(ctx, reader)
	err = timetable.run(ctx, payloads.next, func(key, value []byte) error {
		if err := failed.Load(); err != nil {
			return *err
		}
		return writer.WriteMessages(ctx, kafka.Message{Key: key, Value: value})
	})
	if err != nil {
		return result{}, err
	}
	return result{Evidence: timetable.evidence(), Settings: settings}, nil
}

func readAll(ctx context.Context, reader *kafka.Reader, timetable *schedule) {
	for {
		record, err := reader.ReadMessage(ctx)
		if err != nil {
			return // the reading is over; a reader that broke leaves records missing, which the schedule tells
		}
		timetable.handle(record.Value)
	}
}
