// Records byte for byte, as ../README.md's cases have them.
package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
)

func write(context.Context) (result, error) {
	cases, err := readCases()
	if err != nil {
		return result{}, err
	}
	messages := make([]*kafka.Message, len(cases))
	for n, one := range cases {
		messages[n] = message(one.Key, one.Value)
		messages[n].TopicPartition.Partition = 0
		for _, header := range one.Headers {
			messages[n].Headers = append(messages[n].Headers, kafka.Header{Key: header.name, Value: header.value})
		}
	}
	codec := strings.ToLower(textOr("COMPRESSION", "none"))
	err = sendWith(kafka.ConfigMap{"compression.type": codec}, messages)
	return result{Evidence: map[string]any{"written": len(messages)}}, err
}

func read(ctx context.Context) (result, error) {
	consumer, err := newConsumer(topic+"-read", kafka.ConfigMap{
		"isolation.level":      textOr("ISOLATION", "read_committed"),
		"enable.partition.eof": true,
	})
	if err != nil {
		return result{}, err
	}
	defer consumer.Close()
	start := kafka.TopicPartition{Topic: &topic, Partition: 0, Offset: kafka.OffsetBeginning}
	if err := consumer.Assign([]kafka.TopicPartition{start}); err != nil {
		return result{}, err
	}
	found := []recordCase{}
	for len(found) < records {
		if ctx.Err() != nil {
			return result{}, ctx.Err()
		}
		switch event := consumer.Poll(pollMs).(type) {
		case *kafka.Message:
			found = append(found, caseOf(event))
		case kafka.PartitionEOF: // comes after aborted records and markers too
			return result{Evidence: map[string]any{"records": found}}, nil
		case kafka.Error:
			logError(event)
		}
	}
	return result{Evidence: map[string]any{"records": found}}, nil
}

func caseOf(record *kafka.Message) recordCase {
	offset := int64(record.TopicPartition.Offset)
	one := recordCase{Offset: &offset, Key: record.Key, Value: record.Value, Headers: []headerCase{}}
	for _, header := range record.Headers {
		one.Headers = append(one.Headers, headerCase{header.Key, header.Value})
	}
	return one
}

func partitions(context.Context) (result, error) {
	partitioner := "consistent_random" // librdkafka's default: CRC32 of the key
	if os.Getenv("PARTITIONER") == "java" {
		partitioner = "murmur2_random"
	}
	settings := kafka.ConfigMap{"partitioner": partitioner}
	producer, err := newProducer(settings)
	if err != nil {
		return result{}, err
	}
	defer producer.Close()
	chosen := make([]int32, 24)
	for n := range chosen {
		reports, err := send(producer, []*kafka.Message{message(fmt.Appendf(nil, "key-%d", n), []byte{})})
		if err != nil {
			return result{}, err
		}
		chosen[n] = reports[0].TopicPartition.Partition
	}
	return result{Evidence: map[string]any{"partitions": chosen}, Settings: names(settings)}, nil
}

func names(settings kafka.ConfigMap) map[string]any {
	named := map[string]any{}
	for name, value := range settings {
		named[name] = value
	}
	return named
}
