package main

import (
	"fmt"
	"net"
	"os"
	"strings"
	"time"

	"github.com/segmentio/kafka-go"
	"github.com/segmentio/kafka-go/sasl"
	"github.com/segmentio/kafka-go/sasl/plain"
	"github.com/segmentio/kafka-go/sasl/scram"
)

func libraryVersion() string { return moduleVersion("github.com/segmentio/kafka-go") }

func addresses() net.Addr { return kafka.TCP(brokers...) }

// What writers and the low-level client connect with.
func transport() (*kafka.Transport, error) {
	made := &kafka.Transport{ClientID: "go-kafka-go"}
	var err error
	if usesTLS() {
		if made.TLS, err = tlsConfig(); err != nil {
			return nil, err
		}
	}
	made.SASL, err = saslMechanism()
	return made, err
}

// What readers connect with.
func dialer() (*kafka.Dialer, error) {
	made := &kafka.Dialer{ClientID: "go-kafka-go", Timeout: 10 * time.Second, DualStack: true}
	var err error
	if usesTLS() {
		if made.TLS, err = tlsConfig(); err != nil {
			return nil, err
		}
	}
	made.SASLMechanism, err = saslMechanism()
	return made, err
}

func saslMechanism() (sasl.Mechanism, error) {
	if !usesSASL() {
		return nil, nil
	}
	user, password := os.Getenv("KAFKA_SASL_USERNAME"), os.Getenv("KAFKA_SASL_PASSWORD")
	switch name := textOr("KAFKA_SASL_MECHANISM", "PLAIN"); name {
	case "PLAIN":
		return plain.Mechanism{Username: user, Password: password}, nil
	case "SCRAM-SHA-256":
		return scram.Mechanism(scram.SHA256, user, password)
	case "SCRAM-SHA-512":
		return scram.Mechanism(scram.SHA512, user, password)
	default:
		return nil, fmt.Errorf("no mechanism %s", name)
	}
}

// A writer that waits for all replicas: its own default waits for none. Its own batch timeout is a whole second, which
// each write that does not fill a batch waits for.
func newWriter() (*kafka.Writer, error) {
	made, err := transport()
	if err != nil {
		return nil, err
	}
	return &kafka.Writer{
		Addr:         addresses(),
		Topic:        topic,
		Balancer:     &kafka.Murmur2Balancer{},
		RequiredAcks: kafka.RequireAll,
		BatchTimeout: 10 * time.Millisecond,
		Transport:    made,
	}, nil
}

func newReader(config kafka.ReaderConfig) (*kafka.Reader, error) {
	made, err := dialer()
	if err != nil {
		return nil, err
	}
	config.Brokers, config.Topic, config.Dialer = brokers, topic, made
	config.StartOffset = kafka.FirstOffset
	config.MaxBytes = 10_000_000
	if config.MaxWait == 0 {
		config.MaxWait = 250 * time.Millisecond // 10 s by default
	}
	return kafka.NewReader(config), nil
}

func newClient() (*kafka.Client, error) {
	made, err := transport()
	return &kafka.Client{Addr: addresses(), Transport: made}, err
}

func compression(name string) (kafka.Compression, error) {
	codecs := map[string]kafka.Compression{
		"": 0, "none": 0, "gzip": kafka.Gzip, "snappy": kafka.Snappy, "lz4": kafka.Lz4, "zstd": kafka.Zstd,
	}
	codec, known := codecs[strings.ToLower(name)]
	if !known {
		return 0, fmt.Errorf("no codec %s", name)
	}
	return codec, nil
}
