// How fast, in two styles: the fast one writes asynchronously and counts what Completion reports, the plain one waits
// for each record.
package main

import (
	"context"
	"sync"
	"time"

	"github.com/segmentio/kafka-go"
)

// An asynchronous writer takes all that it is given: nothing but its caller keeps its memory small.
const mostUnderWay = 100_000

func benchWriter(load workload) (*kafka.Writer, map[string]any, error) {
	writer, err := newWriter()
	if err != nil {
		return nil, nil, err
	}
	if writer.Compression, err = compression(load.Compression); err != nil {
		return nil, nil, err
	}
	acks := map[string]kafka.RequiredAcks{"0": kafka.RequireNone, "1": kafka.RequireOne, "all": kafka.RequireAll}
	writer.RequiredAcks = acks[load.Acks]
	// Zero means the default of a second: a millisecond is as near as it comes.
	writer.BatchTimeout = time.Duration(max(load.LingerMs, 1)) * time.Millisecond
	writer.BatchBytes = int64(load.BatchBytes)
	writer.BatchSize = max(load.BatchBytes/max(load.RecordBytes, 1), 1)
	if load.Keys == 0 {
		writer.Balancer = nil
	}
	return writer, map[string]any{
		"Writer.RequiredAcks": load.Acks,
		"Writer.BatchTimeout": writer.BatchTimeout.String(),
		"Writer.BatchBytes":   writer.BatchBytes,
		"Writer.BatchSize":    writer.BatchSize,
		"Writer.Compression":  load.Compression,
		"Writer.Async":        !plainStyle,
	}, nil
}

func (p *payloads) message() kafka.Message {
	key, value := p.next()
	return kafka.Message{Key: key, Value: value}
}

func benchProduce(ctx context.Context) (result, error) {
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
	meter := newMeter(load)
	meter.begin()
	if plainStyle {
		err = produceOneByOne(ctx, writer, payloads, meter)
	} else {
		err = produceFreely(ctx, writer, payloads, meter)
	}
	return result{Evidence: meter.evidence(), Settings: settings}, err
}

func produceOneByOne(ctx context.Context, writer *kafka.Writer, payloads *payloads, meter *meter) error {
	defer writer.Close()
	for !meter.over() {
		if err := writer.WriteMessages(ctx, payloads.message()); err != nil {
			return err
		}
		meter.count(1)
	}
	return nil
}

func produceFreely(ctx context.Context, writer *kafka.Writer, payloads *payloads, meter *meter) error {
	way := &underWay{}
	way.changed.L = &way.mu
	writer.Async = true
	writer.Completion = func(batch []kafka.Message, err error) {
		if err == nil {
			meter.count(len(batch))
		}
		way.left(len(batch), err)
	}
	batch := make([]kafka.Message, 100)
	for !meter.over() && ctx.Err() == nil {
		for n := range batch {
			batch[n] = payloads.message()
		}
		if err := way.enter(len(batch)); err != nil {
			return err
		}
		if err := writer.WriteMessages(ctx, batch...); err != nil {
			return err
		}
	}
	if err := writer.Close(); err != nil { // sends what is left
		return err
	}
	return way.failed
}

// How many records are written and not yet reported.
type underWay struct {
	mu      sync.Mutex
	changed sync.Cond
	count   int
	failed  error
}

func (u *underWay) enter(more int) error {
	u.mu.Lock()
	defer u.mu.Unlock()
	for u.count >= mostUnderWay && u.failed == nil {
		u.changed.Wait()
	}
	u.count += more
	return u.failed
}

func (u *underWay) left(fewer int, err error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.count -= fewer
	if err != nil {
		u.failed = err
	}
	u.changed.Broadcast()
}

func benchConsume(ctx context.Context) (result, error) {
	load, err := readWorkload()
	if err != nil {
		return result{}, err
	}
	config := kafka.ReaderConfig{GroupID: groupID, QueueCapacity: 1000}
	if !plainStyle {
		config.CommitInterval = time.Second
	}
	reader, err := newReader(config)
	if err != nil {
		return result{}, err
	}
	defer reader.Close()
	meter := newMeter(load)
	reading, stop := meter.during(ctx)
	defer stop()
	for !meter.over() {
		record, err := reader.FetchMessage(reading)
		if meter.over() {
			break
		}
		if err != nil {
			return result{}, err
		}
		meter.begin()
		time.Sleep(milliseconds(load.HandlerMs))
		// With a commit interval this only notes the offset.
		if err := reader.CommitMessages(ctx, record); err != nil {
			return result{}, err
		}
		meter.count(1)
	}
	settings := map[string]any{
		"ReaderConfig.QueueCapacity":  config.QueueCapacity,
		"ReaderConfig.CommitInterval": config.CommitInterval.String(),
	}
	return result{Evidence: meter.evidence(), Settings: settings}, nil
}
