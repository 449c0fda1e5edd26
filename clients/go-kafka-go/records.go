// Records byte for byte, as ../README.md's cases have them.
package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/segmentio/kafka-go"
)

func write(ctx context.Context) (result, error) {
	cases, err := readCases()
	if err != nil {
		return result{}, err
	}
	writer, err := newWriter()
	if err != nil {
		return result{}, err
	}
	defer writer.Close()
	if writer.Compression, err = compression(os.Getenv("COMPRESSION")); err != nil {
		return result{}, err
	}
	// A message cannot name its partition: the balancer does.
	writer.Balancer = kafka.BalancerFunc(func(kafka.Message, ...int) int { return 0 })
	messages := make([]kafka.Message, len(cases))
	for n, one := range cases {
		messages[n] = kafka.Message{Key: one.Key, Value: one.Value}
		for _, header := range one.Headers {
			messages[n].Headers = append(messages[n].Headers, kafka.Header{Key: header.name, Value: header.value})
		}
	}
	err = writer.WriteMessages(ctx, messages...)
	return result{Evidence: map[string]any{"written": len(messages)}}, err
}

// A reader does not tell that it came past aborted records: silence for this long means the end. It is silent, too, where
// a compressed batch ends too soon for it (aiokafka's lz4): it takes that for a truncated answer and asks again for ever,
// without a word to its loggers. Then records are missing from what is printed.
// https://github.com/segmentio/kafka-go/blob/v0.4.51/batch.go
const silence = 1500 * time.Millisecond

func read(ctx context.Context) (result, error) {
	isolation := kafka.ReadCommitted
	if os.Getenv("ISOLATION") == "read_uncommitted" {
		isolation = kafka.ReadUncommitted
	}
	end, err := endOfPartition(ctx, isolation)
	if err != nil {
		return result{}, err
	}
	reader, err := newReader(kafka.ReaderConfig{Partition: 0, IsolationLevel: isolation})
	if err != nil {
		return result{}, err
	}
	defer reader.Close()
	found := []recordCase{}
	for position := int64(0); position < end && len(found) < records; {
		waiting, cancel := context.WithTimeout(ctx, silence)
		record, err := reader.ReadMessage(waiting)
		silent := waiting.Err() != nil && ctx.Err() == nil
		cancel()
		if silent {
			break
		}
		if err != nil {
			return result{}, err
		}
		position = record.Offset + 1
		found = append(found, caseOf(record))
	}
	return result{Evidence: map[string]any{"records": found}}, nil
}

func endOfPartition(ctx context.Context, isolation kafka.IsolationLevel) (int64, error) {
	client, err := newClient()
	if err != nil {
		return 0, err
	}
	answer, err := client.ListOffsets(ctx, &kafka.ListOffsetsRequest{
		Topics:         map[string][]kafka.OffsetRequest{topic: {kafka.LastOffsetOf(0)}},
		IsolationLevel: isolation,
	})
	if err != nil {
		return 0, err
	}
	offsets := answer.Topics[topic][0]
	return offsets.LastOffset, offsets.Error
}

// What is empty in the log comes back as nil, like null: the library's readNewBytes makes no slice for a length of 0 nor
// of -1, and all its consumers (Reader, Conn, Batch) read keys, values and headers with it. Only the protocol's own Fetch
// keeps them apart, which is not how anybody consumes with kafka-go: so the loss is shown, not hidden.
// https://github.com/segmentio/kafka-go/blob/v0.4.51/read.go
func caseOf(record kafka.Message) recordCase {
	one := recordCase{Offset: &record.Offset, Key: record.Key, Value: record.Value, Headers: []headerCase{}}
	for _, header := range record.Headers {
		one.Headers = append(one.Headers, headerCase{header.Key, header.Value})
	}
	return one
}

func partitions(ctx context.Context) (result, error) {
	writer, err := newWriter()
	if err != nil {
		return result{}, err
	}
	defer writer.Close()
	name := "Murmur2Balancer"
	if os.Getenv("PARTITIONER") != "java" {
		name, writer.Balancer = "none (default: RoundRobin, which takes no notice of the key)", nil
	}
	chosen := make([]int, 24)
	for n := range chosen {
		one := kafka.Message{Key: fmt.Appendf(nil, "key-%d", n), Value: []byte{}}
		delivered, err := writeAll(ctx, writer, []kafka.Message{one})
		if err != nil {
			return result{}, err
		}
		chosen[n] = delivered[0].Partition
	}
	return result{
		Evidence: map[string]any{"partitions": chosen},
		Settings: map[string]any{"Writer.Balancer": name},
	}, nil
}
