// One small program a feature, as ../README.md lists them.
package main

import (
	"context"
	"encoding/base64"
	"fmt"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
)

var features = map[string]scenario{
	"connect":           connected,
	"producer":          written,
	"consumer-group":    consumerGroup,
	"static-membership": holding("InstanceID", kgo.InstanceID(textOr("INSTANCE_ID", "instance-1"))),
	"cooperative":       holding("Balancers(CooperativeStickyBalancer)", kgo.Balancers(kgo.CooperativeStickyBalancer())),
	"kip-848":           kip848,
	"share-group":       shareGroup,
	"idempotence":       written, // on by default
	"transactions":      transactions,
	"linger":            linger,
	"gzip":              compressed("gzip"),
	"snappy":            compressed("snappy"),
	"lz4":               compressed("lz4"),
	"zstd":              compressed("zstd"),
	"tls":               thereAndBack,
	"sasl-plain":        thereAndBack,
	"sasl-scram":        thereAndBack,
	"sasl-oauthbearer":  thereAndBack,
	"schema-registry":   schemaRegistry,
	"admin-topics":      adminTopics,
	"admin-configs":     adminConfigs,
	"admin-groups":      adminGroups,
	"admin-acls":        adminACLs,
	"headers":           headers,
}

func numbered(count int) []*kgo.Record {
	many := make([]*kgo.Record, count)
	for n := range many {
		many[n] = kgo.KeyStringRecord(fmt.Sprintf("k%d", n), fmt.Sprintf("value %d", n))
	}
	return many
}

func send(ctx context.Context, many []*kgo.Record, opts ...kgo.Opt) error {
	client, err := connect(append(opts, kgo.DefaultProduceTopic(topic))...)
	if err != nil {
		return err
	}
	defer client.Close()
	return client.ProduceSync(ctx, many...).FirstErr()
}

// Reads `count` records from the beginning in a group, commits, and leaves.
func readBack(ctx context.Context, group string, count int) ([]*kgo.Record, error) {
	client, err := connect(kgo.ConsumerGroup(group), kgo.ConsumeTopics(topic),
		kgo.ConsumeStartOffset(kgo.NewOffset().AtStart()), kgo.DisableAutoCommit())
	if err != nil {
		return nil, err
	}
	defer client.Close()
	return take(ctx, client, count)
}

func take(ctx context.Context, client *kgo.Client, count int) ([]*kgo.Record, error) {
	var found []*kgo.Record
	for len(found) < count {
		fetches := client.PollRecords(ctx, count-len(found))
		if err := fetches.Err(); err != nil {
			return found, err
		}
		found = append(found, fetches.Records()...)
	}
	return found, client.CommitRecords(ctx, found...)
}

func connected(ctx context.Context) (result, error) {
	client, err := connect()
	if err != nil {
		return result{}, err
	}
	defer client.Close()
	topics, err := kadm.NewClient(client).ListTopics(ctx, topic)
	if err != nil {
		return result{}, err
	}
	return result{Evidence: map[string]any{"partitions": len(topics[topic].Partitions)}}, topics[topic].Err
}

func written(ctx context.Context) (result, error) {
	err := send(ctx, numbered(records), kgo.RequiredAcks(kgo.AllISRAcks()))
	return result{
		Evidence: map[string]any{"acked": records},
		Settings: map[string]any{"RequiredAcks": "AllISRAcks", "DisableIdempotentWrite": false},
	}, err
}

func consumerGroup(ctx context.Context) (result, error) {
	found, err := readBack(ctx, groupID, records)
	return consumed(len(found)), err
}

func consumed(count int) result { return result{Evidence: map[string]any{"consumed": count}} }

// Joins the group with an option, and stays until it is told to go.
func holding(name string, opt kgo.Opt) scenario {
	return func(ctx context.Context) (result, error) {
		told, stop := untilTold(ctx)
		defer stop()
		client, err := connect(kgo.ConsumerGroup(groupID), kgo.ConsumeTopics(topic), opt, readyWhenAssigned())
		if err != nil {
			return result{}, err
		}
		defer client.Close()
		for told.Err() == nil {
			if err := client.PollFetches(told).Err(); err != nil && told.Err() == nil {
				return result{}, err
			}
		}
		member, _ := client.GroupMetadata()
		return result{
			Evidence: map[string]any{"memberId": member},
			Settings: map[string]any{"option": name},
		}, ctx.Err()
	}
}

func kip848(ctx context.Context) (result, error) {
	told, stop := untilTold(ctx)
	defer stop()
	// The new protocol is chosen only with a balancer that the broker knows as well.
	client, err := connect(kgo.ConsumerGroup(groupID), kgo.ConsumeTopics(topic), kgo.DisableAutoCommit(),
		kgo.ConsumeStartOffset(kgo.NewOffset().AtStart()), kgo.ServerSideBalancer(), kgo.Balancers(kgo.StickyBalancer()))
	if err != nil {
		return result{}, err
	}
	defer client.Close()
	found, err := take(ctx, client, records)
	if err != nil {
		return consumed(len(found)), err
	}
	fmt.Println("ready")
	<-told.Done()
	answer := consumed(len(found))
	answer.Settings = map[string]any{"ServerSideBalancer": true, "Balancers": "StickyBalancer"}
	return answer, ctx.Err()
}

func shareGroup(ctx context.Context) (result, error) {
	if err := startShareGroupAtEarliest(ctx); err != nil {
		return result{}, err
	}
	client, err := connect(kgo.ShareGroup(groupID), kgo.ConsumeTopics(topic))
	if err != nil {
		return result{}, err
	}
	defer client.Close()
	count := 0
	for count < records {
		fetches := client.PollFetches(ctx)
		if err := fetches.Err(); err != nil {
			return consumed(count), err
		}
		fetches.EachRecord(func(record *kgo.Record) {
			record.Ack(kgo.AckAccept)
			count++
		})
	}
	return consumed(count), client.FlushAcks(ctx)
}

func transactions(ctx context.Context) (result, error) {
	client, err := connect(kgo.DefaultProduceTopic(topic), kgo.TransactionalID(topic+"-tx"))
	if err != nil {
		return result{}, err
	}
	defer client.Close()
	for _, end := range []kgo.TransactionEndTry{kgo.TryAbort, kgo.TryCommit} {
		if err := client.BeginTransaction(); err != nil {
			return result{}, err
		}
		if err := client.ProduceSync(ctx, numbered(3)...).FirstErr(); err != nil {
			return result{}, err
		}
		if err := client.EndTransaction(ctx, end); err != nil {
			return result{}, err
		}
	}
	return result{Evidence: map[string]any{"aborted": 3, "committed": 3}}, nil
}

func linger(ctx context.Context) (result, error) {
	client, err := connect(kgo.DefaultProduceTopic(topic), kgo.ProducerLinger(50*time.Millisecond))
	if err != nil {
		return result{}, err
	}
	defer client.Close()
	var failed kgo.FirstErrPromise
	for _, record := range numbered(records) {
		client.Produce(ctx, record, failed.Promise())
	}
	err = failed.Err() // waits for all
	return result{
		Evidence: map[string]any{"acked": records},
		Settings: map[string]any{"ProducerLinger": "50ms"},
	}, err
}

func compressed(name string) scenario {
	return func(ctx context.Context) (result, error) {
		codec, err := compression(name)
		if err != nil {
			return result{}, err
		}
		if err := send(ctx, numbered(records), codec); err != nil {
			return result{}, err
		}
		found, err := readBack(ctx, topic+"-back", records)
		return consumed(len(found)), err
	}
}

func thereAndBack(ctx context.Context) (result, error) {
	if err := send(ctx, []*kgo.Record{kgo.StringRecord("over this listener")}); err != nil {
		return result{}, err
	}
	found, err := readBack(ctx, topic+"-back", 1)
	return consumed(len(found)), err
}

func headers(ctx context.Context) (result, error) {
	record := kgo.StringRecord("v")
	record.Headers = []kgo.RecordHeader{
		{Key: "a", Value: []byte("1")}, {Key: "a", Value: []byte("2")}, {Key: "b", Value: []byte{0, 255}},
	}
	if err := send(ctx, []*kgo.Record{record}); err != nil {
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
