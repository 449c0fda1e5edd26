// One small program a feature, as ../README.md lists them.
package main

import (
	"context"
	"encoding/base64"
	"fmt"
	"sync"
	"time"

	"github.com/segmentio/kafka-go"
)

// One folder for each request that the package can send: there is no ConsumerGroupHeartbeat, no ShareFetch among them.
const requestsPage = "https://github.com/segmentio/kafka-go/tree/v0.4.51/protocol"

var features = map[string]scenario{
	"connect":           connected,
	"producer":          compressed("none", false),
	"consumer-group":    consumerGroup,
	"static-membership": notOfferedBy("https://github.com/segmentio/kafka-go/issues/493"),
	"cooperative":       notOfferedBy("https://github.com/segmentio/kafka-go/blob/v0.4.51/groupbalancer.go"),
	"kip-848":           notOfferedBy(requestsPage),
	"share-group":       notOfferedBy(requestsPage),
	"idempotence":       notOfferedBy("https://github.com/segmentio/kafka-go/issues/797"),
	"transactions":      notOfferedBy("https://github.com/segmentio/kafka-go/issues/233"),
	"linger":            linger,
	"gzip":              compressed("gzip", true),
	"snappy":            compressed("snappy", true),
	"lz4":               compressed("lz4", true),
	"zstd":              compressed("zstd", true),
	"tls":               thereAndBack,
	"sasl-plain":        thereAndBack,
	"sasl-scram":        thereAndBack,
	"sasl-oauthbearer":  notOfferedBy("https://github.com/segmentio/kafka-go/issues/238"),
	"schema-registry":   notOfferedBy("https://github.com/segmentio/kafka-go/tree/v0.4.51#readme"),
	"admin-topics":      adminTopics,
	"admin-configs":     adminConfigs,
	"admin-groups":      adminGroups,
	"admin-acls":        adminACLs,
	"headers":           headers,
}

func numbered(count int) []kafka.Message {
	many := make([]kafka.Message, count)
	for n := range many {
		many[n] = kafka.Message{Key: fmt.Appendf(nil, "k%d", n), Value: fmt.Appendf(nil, "value %d", n)}
	}
	return many
}

func consumed(count int) result { return result{Evidence: map[string]any{"consumed": count}} }

func send(ctx context.Context, codec string, messages ...kafka.Message) error {
	writer, err := newWriter()
	if err != nil {
		return err
	}
	defer writer.Close()
	if writer.Compression, err = compression(codec); err != nil {
		return err
	}
	return writer.WriteMessages(ctx, messages...)
}

// Reads `count` records from the beginning in a group, commits, and leaves.
func readBack(ctx context.Context, group string, count int) ([]kafka.Message, error) {
	reader, err := newReader(kafka.ReaderConfig{GroupID: group})
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	var found []kafka.Message
	for len(found) < count {
		record, err := reader.FetchMessage(ctx)
		if err != nil {
			return found, err
		}
		found = append(found, record)
	}
	return found, reader.CommitMessages(ctx, found...)
}

func consumerGroup(ctx context.Context) (result, error) {
	found, err := readBack(ctx, groupID, records)
	return consumed(len(found)), err
}

func compressed(codec string, back bool) scenario {
	return func(ctx context.Context) (result, error) {
		if err := send(ctx, codec, numbered(records)...); err != nil {
			return result{}, err
		}
		if !back {
			return result{Evidence: map[string]any{"acked": records}}, nil
		}
		found, err := readBack(ctx, topic+"-back", records)
		return consumed(len(found)), err
	}
}

// Without Async each write waits until its batch has gone; with it only Completion tells what became of a record.
func linger(ctx context.Context) (result, error) {
	writer, err := newWriter()
	if err != nil {
		return result{}, err
	}
	var mu sync.Mutex
	var failed error
	acked := 0
	writer.Async = true
	writer.BatchTimeout = 50 * time.Millisecond
	writer.Completion = func(batch []kafka.Message, err error) {
		mu.Lock()
		defer mu.Unlock()
		if err != nil {
			failed = err
			return
		}
		acked += len(batch)
	}
	for _, message := range numbered(records) {
		if err := writer.WriteMessages(ctx, message); err != nil {
			return result{}, err
		}
	}
	if err := writer.Close(); err != nil { // sends what is left
		return result{}, err
	}
	mu.Lock()
	defer mu.Unlock()
	return result{
		Evidence: map[string]any{"acked": acked},
		Settings: map[string]any{"Writer.Async": true, "Writer.BatchTimeout": "50ms"},
	}, failed
}

func thereAndBack(ctx context.Context) (result, error) {
	if err := send(ctx, "none", numbered(1)...); err != nil {
		return result{}, err
	}
	found, err := readBack(ctx, topic+"-back", 1)
	return consumed(len(found)), err
}

func headers(ctx context.Context) (result, error) {
	one := kafka.Message{Value: []byte("v"), Headers: []kafka.Header{
		{Key: "a", Value: []byte("1")}, {Key: "a", Value: []byte("2")}, {Key: "b", Value: []byte{0, 255}},
	}}
	if err := send(ctx, "none", one); err != nil {
		return result{}, err
	}
	found, err := readBack(ctx, topic+"-back", 1)
	if err != nil {
		return result{}, err
	}
	pairs := [][2]string{}
	for _, header := range found[0].Headers {
		pairs = append(pairs, [2]string{header.Key, base64.StdEncoding.EncodeToString(header.Value)})
	}
	return result{Evidence: map[string]any{"headers": pairs}}, nil
}
