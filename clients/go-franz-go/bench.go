// How fast, in two styles: the fast one hands records to the client and counts its reports, the plain one waits for
// each record.
package main

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

// The workload's producer options, and what they are called.
func producerOptions(load workload) ([]kgo.Opt, map[string]any, error) {
	codec, err := compression(load.Compression)
	if err != nil {
		return nil, nil, err
	}
	// The limit holds for each record too: one that is larger than a batch is refused.
	batch := max(load.BatchBytes, load.RecordBytes+1024)
	linger := time.Duration(load.LingerMs) * time.Millisecond
	inFlight := max(load.InFlight, 1)
	opts := []kgo.Opt{kgo.DefaultProduceTopic(topic), codec, kgo.ProducerBatchMaxBytes(int32(batch)), kgo.ProducerLinger(linger)}
	idempotent := load.Idempotence && (load.Acks == "" || load.Acks == "all")
	if idempotent {
		inFlight = 5 // settled by the client itself: another number is refused
	} else {
		opts = append(opts, kgo.DisableIdempotentWrite(), kgo.MaxProduceRequestsInflightPerBroker(inFlight))
	}
	acks := map[string]kgo.Acks{"0": kgo.NoAck(), "1": kgo.LeaderAck()}
	if some, fewer := acks[load.Acks]; fewer {
		opts = append(opts, kgo.RequiredAcks(some))
	}
	return opts, map[string]any{
		"ProducerBatchMaxBytes":               batch,
		"ProducerLinger":                      linger.String(),
		"DisableIdempotentWrite":              !idempotent,
		"RequiredAcks":                        load.Acks,
		"MaxProduceRequestsInflightPerBroker": inFlight,
		"MaxBufferedRecords":                  10_000,
	}, nil
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
	opts, settings, err := producerOptions(load)
	if err != nil {
		return result{}, err
	}
	client, err := connect(opts...)
	if err != nil {
		return result{}, err
	}
	defer client.Close()
	meter := newMeter(load)
	meter.begin()
	if plainStyle {
		err = produceOneByOne(ctx, client, payloads, meter)
	} else {
		err = produceFreely(ctx, client, payloads, meter)
	}
	return result{Evidence: meter.evidence(), Settings: settings}, err
}

func produceOneByOne(ctx context.Context, client *kgo.Client, payloads *payloads, meter *meter) error {
	for !meter.over() {
		key, value := payloads.next()
		if err := client.ProduceSync(ctx, &kgo.Record{Key: key, Value: value}).FirstErr(); err != nil {
			return err
		}
		meter.count(1)
	}
	return nil
}

// Produce blocks by itself while MaxBufferedRecords are on their way.
func produceFreely(ctx context.Context, client *kgo.Client, payloads *payloads, meter *meter) error {
	var failed atomic.Pointer[error]
	reported := func(_ *kgo.Record, err error) {
		if err != nil {
			failed.CompareAndSwap(nil, &err)
			return
		}
		meter.count(1)
	}
	for !meter.over() && failed.Load() == nil && ctx.Err() == nil {
		// Asking the clock for each record would cost as much as handing it over.
		for range 100 {
			key, value := payloads.next()
			client.Produce(ctx, &kgo.Record{Key: key, Value: value}, reported)
		}
	}
	if err := client.Flush(ctx); err != nil {
		return err
	}
	if err := failed.Load(); err != nil {
		return *err
	}
	return nil
}

func benchConsume(ctx context.Context) (result, error) {
	load, err := readWorkload()
	if err != nil {
		return result{}, err
	}
	opts := []kgo.Opt{kgo.ConsumerGroup(groupID), kgo.ConsumeTopics(topic), kgo.ConsumeStartOffset(kgo.NewOffset().AtStart())}
	settings := map[string]any{"AutoCommitInterval": "5s"}
	if plainStyle {
		opts = append(opts, kgo.DisableAutoCommit())
		settings = map[string]any{"DisableAutoCommit": true, "CommitRecords": "after each record"}
	}
	client, err := connect(opts...)
	if err != nil {
		return result{}, err
	}
	defer client.Close()
	meter := newMeter(load)
	reading, stop := meter.during(ctx)
	defer stop()
	for !meter.over() {
		fetches := client.PollFetches(reading)
		if meter.over() {
			break
		}
		if err := fetches.Err(); err != nil {
			return result{Evidence: meter.evidence()}, err
		}
		if err := work(ctx, client, fetches, meter); err != nil {
			return result{}, err
		}
	}
	return result{Evidence: meter.evidence(), Settings: settings}, nil
}

func work(ctx context.Context, client *kgo.Client, fetches kgo.Fetches, meter *meter) error {
	if fetches.NumRecords() == 0 {
		return nil
	}
	meter.begin()
	if !plainStyle && meter.limit.HandlerMs == 0 {
		meter.count(fetches.NumRecords())
		return nil
	}
	for records := fetches.RecordIter(); !records.Done() && !meter.over(); {
		record := records.Next()
		time.Sleep(milliseconds(meter.limit.HandlerMs))
		if plainStyle {
			if err := client.CommitRecords(ctx, record); err != nil {
				return err
			}
		}
		meter.count(1)
	}
	return nil
}
