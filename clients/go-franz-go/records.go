// Records byte for byte, as ../README.md's cases have them.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
)

func write(ctx context.Context) (result, error) {
	cases, err := readCases()
	if err != nil {
		return result{}, err
	}
	codec, err := compression(os.Getenv("COMPRESSION"))
	if err != nil {
		return result{}, err
	}
	client, err := connect(kgo.DefaultProduceTopic(topic), kgo.RecordPartitioner(kgo.ManualPartitioner()), codec)
	if err != nil {
		return result{}, err
	}
	defer client.Close()
	written := make([]*kgo.Record, len(cases))
	for n, one := range cases {
		written[n] = &kgo.Record{Partition: 0, Key: one.Key, Value: one.Value}
		for _, header := range one.Headers {
			written[n].Headers = append(written[n].Headers, kgo.RecordHeader{Key: header.name, Value: header.value})
		}
	}
	err = client.ProduceSync(ctx, written...).FirstErr()
	return result{Evidence: map[string]any{"written": len(written)}}, err
}

// Control records are kept: a transaction's marker is how a reader sees that it came past aborted records at the end.
func read(ctx context.Context) (result, error) {
	isolation := kgo.ReadCommitted()
	if os.Getenv("ISOLATION") == "read_uncommitted" {
		isolation = kgo.ReadUncommitted()
	}
	from := map[string]map[int32]kgo.Offset{topic: {0: kgo.NewOffset().AtStart()}}
	client, err := connect(kgo.ConsumePartitions(from), kgo.FetchIsolationLevel(isolation), kgo.KeepControlRecords())
	if err != nil {
		return result{}, err
	}
	defer client.Close()
	end, err := endOfPartition(ctx, client)
	if err != nil {
		return result{}, err
	}
	found := []recordCase{}
	for position := int64(0); position < end && len(found) < records; {
		fetches := client.PollFetches(ctx)
		if err := fetches.Err(); err != nil {
			return result{}, err
		}
		for _, record := range fetches.Records() {
			position = record.Offset + 1
			if !record.Attrs.IsControl() && len(found) < records {
				found = append(found, caseOf(record))
			}
		}
	}
	return result{Evidence: map[string]any{"records": found}}, nil
}

// The last stable offset: what a reader of committed records can reach.
func endOfPartition(ctx context.Context, client *kgo.Client) (int64, error) {
	offsets, err := kadm.NewClient(client).ListCommittedOffsets(ctx, topic)
	if err != nil {
		return 0, err
	}
	end, known := offsets.Lookup(topic, 0)
	if !known {
		return 0, fmt.Errorf("no partition 0 in %s", topic)
	}
	return end.Offset, end.Err
}

func caseOf(record *kgo.Record) recordCase {
	one := recordCase{Offset: &record.Offset, Key: record.Key, Value: record.Value, Headers: []headerCase{}}
	for _, header := range record.Headers {
		one.Headers = append(one.Headers, headerCase{header.Key, header.Value})
	}
	return one
}

func partitions(ctx context.Context) (result, error) {
	// Both are murmur2 for records with a key; the default takes the bytes of a batch into account for those without.
	name, partitioner := "UniformBytesPartitioner (default)", kgo.UniformBytesPartitioner(64<<10, true, true, nil)
	if os.Getenv("PARTITIONER") == "java" {
		name, partitioner = "StickyKeyPartitioner(nil)", kgo.StickyKeyPartitioner(nil)
	}
	client, err := connect(kgo.DefaultProduceTopic(topic), kgo.RecordPartitioner(partitioner))
	if err != nil {
		return result{}, err
	}
	defer client.Close()
	chosen := make([]int32, 24)
	for n := range chosen {
		sent, err := client.ProduceSync(ctx, kgo.KeyStringRecord(fmt.Sprintf("key-%d", n), "")).First()
		if err != nil {
			return result{}, err
		}
		chosen[n] = sent.Partition
	}
	return result{
		Evidence: map[string]any{"partitions": chosen},
		Settings: map[string]any{"RecordPartitioner": name},
	}, nil
}
