// Records byte for byte, as ../README.md's cases have them.
package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/IBM/sarama"
)

func write(context.Context) (result, error) {
	cases, err := readCases()
	if err != nil {
		return result{}, err
	}
	config, err := configure()
	if err != nil {
		return result{}, err
	}
	if config.Producer.Compression, err = compression(os.Getenv("COMPRESSION")); err != nil {
		return result{}, err
	}
	config.Producer.Partitioner = sarama.NewManualPartitioner
	messages := make([]*sarama.ProducerMessage, len(cases))
	for n, one := range cases {
		messages[n] = &sarama.ProducerMessage{Topic: topic, Partition: 0, Key: bytes(one.Key), Value: bytes(one.Value)}
		for _, header := range one.Headers {
			pair := sarama.RecordHeader{Key: []byte(header.name), Value: header.value}
			messages[n].Headers = append(messages[n].Headers, pair)
		}
	}
	return result{Evidence: map[string]any{"written": len(messages)}}, send(messages, config)
}

// Null is an encoder that is not there; an empty one is an empty key.
func bytes(value []byte) sarama.Encoder {
	if value == nil {
		return nil
	}
	return sarama.ByteEncoder(value)
}

func send(messages []*sarama.ProducerMessage, config *sarama.Config) error {
	producer, err := sarama.NewSyncProducer(brokers, config)
	if err != nil {
		return err
	}
	defer producer.Close()
	return producer.SendMessages(messages)
}

// Sarama does not tell a reader that it came past aborted records: silence for this long means the end.
const silence = 1500 * time.Millisecond

func read(ctx context.Context) (result, error) {
	config, err := configure()
	if err != nil {
		return result{}, err
	}
	config.Consumer.IsolationLevel = sarama.ReadCommitted
	if os.Getenv("ISOLATION") == "read_uncommitted" {
		config.Consumer.IsolationLevel = sarama.ReadUncommitted
	}
	client, err := sarama.NewClient(brokers, config)
	if err != nil {
		return result{}, err
	}
	defer client.Close()
	end, err := client.GetOffset(topic, 0, sarama.OffsetNewest)
	if err != nil {
		return result{}, err
	}
	consumer, err := sarama.NewConsumerFromClient(client)
	if err != nil {
		return result{}, err
	}
	defer consumer.Close()
	partition, err := consumer.ConsumePartition(topic, 0, sarama.OffsetOldest)
	if err != nil {
		return result{}, err
	}
	defer partition.Close()
	found := []recordCase{}
	for position := int64(0); position < end && len(found) < records; {
		select {
		case record := <-partition.Messages():
			position = record.Offset + 1
			found = append(found, caseOf(record))
		case <-time.After(silence):
			position = end
		case <-ctx.Done():
			return result{}, ctx.Err()
		}
	}
	return result{Evidence: map[string]any{"records": found}}, nil
}

func caseOf(record *sarama.ConsumerMessage) recordCase {
	one := recordCase{Offset: &record.Offset, Key: record.Key, Value: record.Value, Headers: []headerCase{}}
	for _, header := range record.Headers {
		one.Headers = append(one.Headers, headerCase{string(header.Key), header.Value})
	}
	return one
}

func partitions(context.Context) (result, error) {
	config, err := configure()
	if err != nil {
		return result{}, err
	}
	name := "NewHashPartitioner (default: FNV-1a)"
	if os.Getenv("PARTITIONER") == "java" {
		name, config.Producer.Partitioner = "NewMurmur2Partitioner", sarama.NewMurmur2Partitioner
	}
	producer, err := sarama.NewSyncProducer(brokers, config)
	if err != nil {
		return result{}, err
	}
	defer producer.Close()
	chosen := make([]int32, 24)
	for n := range chosen {
		key := sarama.StringEncoder(fmt.Sprintf("key-%d", n))
		message := &sarama.ProducerMessage{Topic: topic, Key: key, Value: sarama.StringEncoder("")}
		if chosen[n], _, err = producer.SendMessage(message); err != nil {
			return result{}, err
		}
	}
	return result{
		Evidence: map[string]any{"partitions": chosen},
		Settings: map[string]any{"Producer.Partitioner": name},
	}, nil
}
