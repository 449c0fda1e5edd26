// One small program a feature, as ../README.md lists them.
package main

import (
	"context"
	"encoding/base64"
	"fmt"
	"time"

	"github.com/IBM/sarama"
)

// Every request that the package can send stands in one function there. ConsumerGroupDescribe of the new protocol is among
// them, for the admin client; ConsumerGroupHeartbeat, without which nobody is a member, is not.
const requestsPage = "https://github.com/IBM/sarama/blob/v1.61.1/request.go"

var features = map[string]scenario{
	"connect":           connected,
	"producer":          written(nil),
	"consumer-group":    consumerGroup,
	"static-membership": holding(staticMember),
	"cooperative":       holding(cooperative),
	"kip-848":           notOfferedBy(requestsPage),
	"share-group":       notOfferedBy("https://github.com/IBM/sarama/issues/3173"),
	"idempotence":       written(idempotent),
	"transactions":      transactions,
	"linger":            linger,
	"gzip":              compressed("gzip"),
	"snappy":            compressed("snappy"),
	"lz4":               compressed("lz4"),
	"zstd":              compressed("zstd"),
	"tls":               thereAndBack,
	"sasl-plain":        thereAndBack,
	"sasl-scram":        scramThereAndBack,
	"sasl-oauthbearer":  thereAndBack,
	"schema-registry":   notOfferedBy("https://github.com/IBM/sarama/tree/v1.61.1#readme"),
	"admin-topics":      adminTopics,
	"admin-configs":     adminConfigs,
	"admin-groups":      adminGroups,
	"admin-acls":        adminACLs,
	"headers":           headers,
}

type change func(*sarama.Config) map[string]any

// Idempotent writes: the configuration is refused with more than one request under way.
func idempotent(config *sarama.Config) map[string]any {
	config.Producer.Idempotent = true
	config.Net.MaxOpenRequests = 1
	return map[string]any{"Producer.Idempotent": true, "Net.MaxOpenRequests": 1}
}

func staticMember(config *sarama.Config) map[string]any {
	config.Consumer.Group.InstanceId = textOr("INSTANCE_ID", "instance-1")
	return map[string]any{"Consumer.Group.InstanceId": config.Consumer.Group.InstanceId}
}

func cooperative(config *sarama.Config) map[string]any {
	strategy := sarama.NewBalanceStrategyCooperativeSticky()
	config.Consumer.Group.Rebalance.GroupStrategies = []sarama.BalanceStrategy{strategy}
	return map[string]any{"Consumer.Group.Rebalance.GroupStrategies": strategy.Name()}
}

func numbered(count int) []*sarama.ProducerMessage {
	many := make([]*sarama.ProducerMessage, count)
	for n := range many {
		key, value := sarama.StringEncoder(fmt.Sprintf("k%d", n)), sarama.StringEncoder(fmt.Sprintf("value %d", n))
		many[n] = &sarama.ProducerMessage{Topic: topic, Key: key, Value: value}
	}
	return many
}

func consumed(count int) result { return result{Evidence: map[string]any{"consumed": count}} }

func connected(context.Context) (result, error) {
	config, err := configure()
	if err != nil {
		return result{}, err
	}
	client, err := sarama.NewClient(brokers, config)
	if err != nil {
		return result{}, err
	}
	defer client.Close()
	partitions, err := client.Partitions(topic)
	return result{Evidence: map[string]any{"partitions": len(partitions)}}, err
}

func written(apply change) scenario {
	return func(context.Context) (result, error) {
		config, err := configure()
		if err != nil {
			return result{}, err
		}
		answer := result{Evidence: map[string]any{"acked": records}}
		if apply != nil {
			answer.Settings = apply(config)
		}
		return answer, send(numbered(records), config)
	}
}

func consumerGroup(ctx context.Context) (result, error) {
	found, err := readBack(ctx, groupID, records)
	return consumed(len(found)), err
}

// Joins the group with a setting, and stays until it is told to go.
func holding(apply change) scenario {
	return func(ctx context.Context) (result, error) {
		told, stop := untilTold(ctx)
		defer stop()
		config, err := configure()
		if err != nil {
			return result{}, err
		}
		answer := result{Settings: apply(config), Evidence: map[string]any{}}
		say := sayReadyOnce()
		err = join(told, config, groupID, &member{
			ready: func(session sarama.ConsumerGroupSession) {
				answer.Evidence["memberId"] = session.MemberID()
				say(session)
			},
			handle: func(sarama.ConsumerGroupSession, *sarama.ConsumerMessage) error { return nil },
		})
		if err == nil {
			err = ctx.Err()
		}
		return answer, err
	}
}

func transactions(context.Context) (result, error) {
	config, err := configure()
	if err != nil {
		return result{}, err
	}
	idempotent(config)
	config.Producer.Transaction.ID = topic + "-tx"
	producer, err := sarama.NewSyncProducer(brokers, config)
	if err != nil {
		return result{}, err
	}
	defer producer.Close()
	for _, end := range []func() error{producer.AbortTxn, producer.CommitTxn} {
		if err := producer.BeginTxn(); err != nil {
			return result{}, err
		}
		if err := producer.SendMessages(numbered(3)); err != nil {
			return result{}, err
		}
		if err := end(); err != nil {
			return result{}, err
		}
	}
	return result{Evidence: map[string]any{"aborted": 3, "committed": 3}}, nil
}

// Sarama calls it flush frequency; without it a batch is what has gathered while the last request was under way.
func linger(ctx context.Context) (result, error) {
	config, err := configure()
	if err != nil {
		return result{}, err
	}
	config.Producer.Flush.Frequency = 50 * time.Millisecond
	producer, err := sarama.NewAsyncProducer(brokers, config)
	if err != nil {
		return result{}, err
	}
	defer producer.AsyncClose()
	go func() {
		for _, message := range numbered(records) {
			producer.Input() <- message
		}
	}()
	for acked := 0; acked < records; acked++ {
		select {
		case <-producer.Successes():
		case failed := <-producer.Errors():
			return result{}, failed
		case <-ctx.Done():
			return result{}, ctx.Err()
		}
	}
	return result{
		Evidence: map[string]any{"acked": records},
		Settings: map[string]any{"Producer.Flush.Frequency": "50ms"},
	}, nil
}

func compressed(name string) scenario {
	return func(ctx context.Context) (result, error) {
		config, err := configure()
		if err != nil {
			return result{}, err
		}
		if config.Producer.Compression, err = compression(name); err != nil {
			return result{}, err
		}
		if err := send(numbered(records), config); err != nil {
			return result{}, err
		}
		found, err := readBack(ctx, topic+"-back", records)
		return consumed(len(found)), err
	}
}

func thereAndBack(ctx context.Context) (result, error) {
	config, err := configure()
	if err != nil {
		return result{}, err
	}
	if err := send(numbered(1), config); err != nil {
		return result{}, err
	}
	found, err := readBack(ctx, topic+"-back", 1)
	return consumed(len(found)), err
}

func scramThereAndBack(ctx context.Context) (result, error) {
	answer, err := thereAndBack(ctx)
	answer.Extra = []string{"github.com/xdg-go/scram " + moduleVersion("github.com/xdg-go/scram")}
	return answer, err
}

func headers(ctx context.Context) (result, error) {
	config, err := configure()
	if err != nil {
		return result{}, err
	}
	message := &sarama.ProducerMessage{Topic: topic, Value: sarama.StringEncoder("v"), Headers: []sarama.RecordHeader{
		{Key: []byte("a"), Value: []byte("1")},
		{Key: []byte("a"), Value: []byte("2")},
		{Key: []byte("b"), Value: []byte{0, 255}},
	}}
	if err := send([]*sarama.ProducerMessage{message}, config); err != nil {
		return result{}, err
	}
	found, err := readBack(ctx, topic+"-back", 1)
	if err != nil {
		return result{}, err
	}
	pairs := [][2]string{}
	for _, header := range found[0].Headers {
		pairs = append(pairs, [2]string{string(header.Key), base64.StdEncoding.EncodeToString(header.Value)})
	}
	return result{Evidence: map[string]any{"headers": pairs}}, nil
}
