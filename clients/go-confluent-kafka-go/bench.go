// How fast, in two styles: the fast one hands records to librdkafka's queue and counts its delivery reports, the plain
// one waits for each record.
package main

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
)

func producerSettings(load workload) kafka.ConfigMap {
	return kafka.ConfigMap{
		"acks":                                  load.Acks,
		"enable.idempotence":                    load.Idempotence && load.Acks == "all",
		"max.in.flight.requests.per.connection": load.InFlight,
		"batch.size":                            load.BatchBytes,
		"linger.ms":                             load.LingerMs,
		"compression.type":                      load.Compression,
	}
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
	settings := producerSettings(load)
	producer, err := newProducer(settings)
	if err != nil {
		return result{}, err
	}
	defer producer.Close()
	meter := newMeter(load)
	meter.begin()
	if plainStyle {
		err = produceOneByOne(producer, payloads, meter)
	} else {
		err = produceFreely(ctx, producer, payloads, meter)
	}
	return result{Evidence: meter.evidence(), Settings: names(settings)}, err
}

func produceOneByOne(producer *kafka.Producer, payloads *payloads, meter *meter) error {
	for !meter.over() {
		if _, err := send(producer, []*kafka.Message{message(payloads.next())}); err != nil {
			return err
		}
		meter.count(1)
	}
	return nil
}

func produceFreely(ctx context.Context, producer *kafka.Producer, payloads *payloads, meter *meter) error {
	var failed atomic.Pointer[error]
	go countReports(producer, meter, &failed)
	for !meter.over() && failed.Load() == nil && ctx.Err() == nil {
		for range 100 {
			if err := enqueue(producer, payloads); err != nil {
				return err
			}
		}
	}
	for producer.Flush(100) > 0 && ctx.Err() == nil {
	}
	if err := failed.Load(); err != nil {
		return *err
	}
	return ctx.Err()
}

// A full queue is an error of Produce: the caller is meant to wait and try again.
func enqueue(producer *kafka.Producer, payloads *payloads) error {
	one := message(payloads.next())
	for {
		err := producer.Produce(one, nil)
		if kafkaError, known := err.(kafka.Error); !known || kafkaError.Code() != kafka.ErrQueueFull {
			return err
		}
		time.Sleep(time.Millisecond)
	}
}

func countReports(producer *kafka.Producer, meter *meter, failed *atomic.Pointer[error]) {
	for event := range producer.Events() {
		report, isReport := event.(*kafka.Message)
		if !isReport {
			continue
		}
		if err := report.TopicPartition.Error; err != nil {
			failed.CompareAndSwap(nil, &err)
			continue
		}
		meter.count(1)
	}
}

func benchConsume(ctx context.Context) (result, error) {
	load, err := readWorkload()
	if err != nil {
		return result{}, err
	}
	settings := kafka.ConfigMap{"enable.auto.commit": !plainStyle}
	if load.FetchAgainMs != nil { // by default librdkafka looks again after a second once its queue was full
		settings["fetch.queue.backoff.ms"] = *load.FetchAgainMs
	}
	consumer, err := newConsumer(groupID, settings)
	if err != nil {
		return result{}, err
	}
	defer consumer.Close()
	if err := consumer.SubscribeTopics([]string{topic}, nil); err != nil {
		return result{}, err
	}
	meter := newMeter(load)
	for !meter.over() && ctx.Err() == nil {
		record, err := next(consumer)
		if err != nil {
			return result{}, err
		}
		if record == nil {
			continue
		}
		meter.begin()
		time.Sleep(milliseconds(load.HandlerMs))
		if plainStyle {
			if _, err := consumer.CommitMessage(record); err != nil {
				return result{}, err
			}
		}
		meter.count(1)
	}
	return result{Evidence: meter.evidence(), Settings: names(settings)}, ctx.Err()
}
