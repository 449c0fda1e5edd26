package main

import (
	"errors"
	"maps"
	"os"
	"time"

	"github.com/confluentinc/confluent-kafka-go/v2/kafka"
)

const modulePath = "github.com/confluentinc/confluent-kafka-go/v2"

func libraryVersion() string { return moduleVersion(modulePath) }

// The library of C that does the work, as it names itself.
func engineVersion() string {
	_, name := kafka.LibraryVersion()
	return name
}

// The environment's brokers in librdkafka's names, with more settings over them.
func configure(settings kafka.ConfigMap) *kafka.ConfigMap {
	config := kafka.ConfigMap{
		"bootstrap.servers": os.Getenv("KAFKA_BOOTSTRAP_SERVERS"),
		"client.id":         "go-confluent-kafka-go",
		"security.protocol": textOr("KAFKA_SECURITY_PROTOCOL", "PLAINTEXT"),
	}
	if file := os.Getenv("KAFKA_SSL_CA_FILE"); usesTLS() && file != "" {
		config["ssl.ca.location"] = file
	}
	if usesSASL() {
		config["sasl.mechanism"] = textOr("KAFKA_SASL_MECHANISM", "PLAIN")
	}
	if usesSASL() && !usesToken() {
		config["sasl.username"] = os.Getenv("KAFKA_SASL_USERNAME")
		config["sasl.password"] = os.Getenv("KAFKA_SASL_PASSWORD")
	}
	maps.Copy(config, settings)
	return &config
}

func usesToken() bool { return usesSASL() && os.Getenv("KAFKA_SASL_MECHANISM") == "OAUTHBEARER" }

// A client may be given its token before it asks for one by an event.
func giveToken(client interface {
	SetOAuthBearerToken(kafka.OAuthBearerToken) error
}) error {
	if !usesToken() {
		return nil
	}
	return client.SetOAuthBearerToken(kafka.OAuthBearerToken{
		TokenValue: os.Getenv("KAFKA_OAUTH_TOKEN"),
		Expiration: time.Now().Add(time.Hour),
		Principal:  os.Getenv("KAFKA_SASL_USERNAME"),
	})
}

func newProducer(settings kafka.ConfigMap) (*kafka.Producer, error) {
	producer, err := kafka.NewProducer(configure(settings))
	if err != nil {
		return nil, err
	}
	return producer, giveToken(producer)
}

func newConsumer(group string, settings kafka.ConfigMap) (*kafka.Consumer, error) {
	all := kafka.ConfigMap{"group.id": group, "auto.offset.reset": "earliest", "enable.auto.commit": false}
	maps.Copy(all, settings)
	consumer, err := kafka.NewConsumer(configure(all))
	if err != nil {
		return nil, err
	}
	return consumer, giveToken(consumer)
}

func message(key, value []byte) *kafka.Message {
	anywhere := kafka.TopicPartition{Topic: &topic, Partition: kafka.PartitionAny}
	return &kafka.Message{TopicPartition: anywhere, Key: key, Value: value}
}

// Sends without waiting in between, then waits for the delivery report of each record.
func send(producer *kafka.Producer, messages []*kafka.Message) ([]*kafka.Message, error) {
	reports := make(chan kafka.Event, len(messages))
	for _, one := range messages {
		if err := producer.Produce(one, reports); err != nil {
			return nil, err
		}
	}
	delivered := make([]*kafka.Message, len(messages))
	for n := range delivered {
		report, isReport := (<-reports).(*kafka.Message)
		if !isReport {
			return nil, errors.New("something else than a delivery report")
		}
		if report.TopicPartition.Error != nil {
			return nil, report.TopicPartition.Error
		}
		delivered[n] = report
	}
	return delivered, nil
}

func sendWith(settings kafka.ConfigMap, messages []*kafka.Message) error {
	producer, err := newProducer(settings)
	if err != nil {
		return err
	}
	defer producer.Close()
	_, err = send(producer, messages)
	return err
}
