package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sasl"
	"github.com/twmb/franz-go/pkg/sasl/oauth"
	"github.com/twmb/franz-go/pkg/sasl/plain"
	"github.com/twmb/franz-go/pkg/sasl/scram"
)

func libraryVersion() string { return moduleVersion("github.com/twmb/franz-go") }

// Connect makes a client of the environment's brokers: in franz-go one client produces, consumes and administers.
func connect(opts ...kgo.Opt) (*kgo.Client, error) {
	all := []kgo.Opt{
		kgo.SeedBrokers(brokers...),
		kgo.ClientID("go-franz-go"),
		kgo.WithLogger(kgo.BasicLogger(os.Stderr, kgo.LogLevelWarn, nil)),
	}
	if usesTLS() {
		config, err := tlsConfig()
		if err != nil {
			return nil, err
		}
		all = append(all, kgo.DialTLSConfig(config))
	}
	if usesSASL() {
		mechanism, err := saslMechanism()
		if err != nil {
			return nil, err
		}
		all = append(all, kgo.SASL(mechanism))
	}
	return kgo.NewClient(append(all, opts...)...)
}

func saslMechanism() (sasl.Mechanism, error) {
	user, password := os.Getenv("KAFKA_SASL_USERNAME"), os.Getenv("KAFKA_SASL_PASSWORD")
	switch name := textOr("KAFKA_SASL_MECHANISM", "PLAIN"); name {
	case "PLAIN":
		return plain.Auth{User: user, Pass: password}.AsMechanism(), nil
	case "SCRAM-SHA-256":
		return scram.Auth{User: user, Pass: password}.AsSha256Mechanism(), nil
	case "SCRAM-SHA-512":
		return scram.Auth{User: user, Pass: password}.AsSha512Mechanism(), nil
	case "OAUTHBEARER":
		return oauth.Oauth(func(context.Context) (oauth.Auth, error) {
			return oauth.Auth{Token: os.Getenv("KAFKA_OAUTH_TOKEN")}, nil
		}), nil
	default:
		return nil, fmt.Errorf("no mechanism %s", name)
	}
}

// The codec as a producer option. Snappy is franz-go's own default, so "none" has to be said.
func compression(name string) (kgo.ProducerOpt, error) {
	codecs := map[string]kgo.CompressionCodec{
		"":       kgo.NoCompression(),
		"none":   kgo.NoCompression(),
		"gzip":   kgo.GzipCompression(),
		"snappy": kgo.SnappyCompression(),
		"lz4":    kgo.Lz4Compression(),
		"zstd":   kgo.ZstdCompression(),
	}
	codec, known := codecs[strings.ToLower(name)]
	if !known {
		return nil, fmt.Errorf("no codec %s", name)
	}
	return kgo.ProducerBatchCompression(codec), nil
}
