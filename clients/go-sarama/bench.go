// How fast, in two styles: the fast one feeds the asynchronous producer's channel and counts its successes, the plain
// one waits for each record.
package main

import (
	"context"
	"time"

	"github.com/IBM/sarama"
)

// The workload's producer configuration, and what its settings are called.
func producerConfig(load workload) (*sarama.Config, map[string]any, error) {
	config, err := configure()
	if err != nil {
		return nil, nil, err
	}
	if config.Producer.Compression, err = compression(load.Compression); err != nil {
		return nil, nil, err
	}
	switch load.Acks {
	case "0":
		config.Producer.RequiredAcks = sarama.NoResponse
	case "1":
		config.Producer.RequiredAcks = sarama.WaitForLocal
	}
	config.Net.MaxOpenRequests = max(load.InFlight, 1)
	if load.Idempotence && config.Producer.RequiredAcks == sarama.WaitForAll {
		idempotent(config)
	}
	// Sarama gathers for a broker, not for a partition; without both it sends whenever the last request is done.
	if load.LingerMs > 0 {
		config.Producer.Flush.Frequency = time.Duration(load.LingerMs) * time.Millisecond
		config.Producer.Flush.Bytes = load.BatchBytes
	}
	return config, map[string]any{
		"Producer.RequiredAcks":    config.Producer.RequiredAcks,
		"Producer.Idempotent":      config.Producer.Idempotent,
		"Net.MaxOpenRequests":      config.Net.MaxOpenRequests,
		"Producer.Flush.Frequency": config.Producer.Flush.Frequency.String(),
		"Producer.Flush.Bytes":     config.Producer.Flush.Bytes,
		"Producer.Compression":     config.Producer.Compression.String(),
	}, nil
}

func (p *payloads) message() *sarama.ProducerMessage {
	key, value := p.next()
	return &sarama.ProducerMessage{Topic: topic, Key: bytes(key), Value: sarama.ByteEncoder(value)}
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
	config, settings, err := producerConfig(load)
	if err != nil {
		return result{}, err
	}
	meter := newMeter(load)
	meter.begin()
	if plainStyle {
		err = produceOneByOne(config, payloads, meter)
	} else {
		err = produceFreely(ctx, config, payloads, meter)
	}
	return result{Evidence: meter.evidence(), Settings: settings}, err
}

func produceOneByOne(config *sarama.Config, payloads *payloads, meter *meter) error {
	producer, err := sarama.NewSyncProducer(brokers, config)
	if err != nil {
		return err
	}
	defer producer.Close()
	for !meter.over() {
		if _, _, err := producer.SendMessage(payloads.message()); err != nil {
			return err
		}
		meter.count(1)
	}
	return nil
}

// The input channel blocks by itself while the brokers cannot keep up.
func produceFreely(ctx context.Context, config *sarama.Config, payloads *payloads, meter *meter) error {
	producer, err := sarama.NewAsyncProducer(brokers, config)
	if err != nil {
		return err
	}
	counted := make(chan struct{})
	go func() {
		defer close(counted)
		for range producer.Successes() {
			meter.count(1)
		}
	}()
	failed := make(chan error, 1)
	go func() {
		defer close(failed)
		for failure := range producer.Errors() {
			select {
			case failed <- failure:
			default:
			}
		}
	}()
	for !meter.over() && len(failed) == 0 && ctx.Err() == nil {
		for range 100 {
			producer.Input() <- payloads.message()
		}
	}
	producer.AsyncClose() // sends what is left, then closes both channels
	<-counted
	return <-failed
}

func benchConsume(ctx context.Context) (result, error) {
	load, err := readWorkload()
	if err != nil {
		return result{}, err
	}
	config, err := configure()
	if err != nil {
		return result{}, err
	}
	config.Consumer.Offsets.AutoCommit.Enable = !plainStyle
	meter := newMeter(load)
	reader := &benchReader{meter: meter, pause: milliseconds(load.HandlerMs)}
	group, err := sarama.NewConsumerGroup(brokers, groupID, config)
	if err != nil {
		return result{}, err
	}
	defer group.Close()
	inside, leave := meter.during(ctx)
	defer leave()
	reader.leave = leave
	for inside.Err() == nil {
		if err := group.Consume(inside, []string{topic}, reader); err != nil && inside.Err() == nil {
			return result{}, err
		}
	}
	settings := map[string]any{
		"Consumer.Offsets.AutoCommit.Enable": !plainStyle,
		"goroutines":                         "one a partition",
	}
	return result{Evidence: meter.evidence(), Settings: settings}, ctx.Err()
}

// Handles each partition in the goroutine that sarama gives it.
type benchReader struct {
	meter *meter
	pause time.Duration
	leave context.CancelFunc
}

func (r *benchReader) Setup(sarama.ConsumerGroupSession) error   { return nil }
func (r *benchReader) Cleanup(sarama.ConsumerGroupSession) error { return nil }

func (r *benchReader) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for record := range claim.Messages() {
		r.meter.begin()
		time.Sleep(r.pause)
		session.MarkMessage(record, "")
		if plainStyle {
			session.Commit()
		}
		r.meter.count(1)
		if r.meter.over() {
			r.leave()
			return nil
		}
	}
	return nil
}
