package main

import (
	"crypto/sha256"
	"crypto/sha512"
	"fmt"
	"os"
	"strings"

	"github.com/IBM/sarama"
	"github.com/xdg-go/scram"
)

func libraryVersion() string { return moduleVersion("github.com/IBM/sarama") }

// The environment's brokers as a configuration. Sarama assumes an old broker unless it is told what it may use.
func configure() (*sarama.Config, error) {
	config := sarama.NewConfig()
	config.ClientID = "go-sarama"
	config.Version = sarama.MaxVersion
	config.Producer.RequiredAcks = sarama.WaitForAll // its default is WaitForLocal
	config.Producer.Return.Successes = true
	config.Consumer.Offsets.Initial = sarama.OffsetOldest
	if usesTLS() {
		tlsConfig, err := tlsConfig()
		if err != nil {
			return nil, err
		}
		config.Net.TLS.Enable, config.Net.TLS.Config = true, tlsConfig
	}
	if usesSASL() {
		configureSASL(config)
	}
	return config, nil
}

func configureSASL(config *sarama.Config) {
	sasl := &config.Net.SASL
	sasl.Enable = true
	sasl.Mechanism = sarama.SASLMechanism(textOr("KAFKA_SASL_MECHANISM", "PLAIN"))
	sasl.User, sasl.Password = os.Getenv("KAFKA_SASL_USERNAME"), os.Getenv("KAFKA_SASL_PASSWORD")
	switch sasl.Mechanism {
	case sarama.SASLTypeSCRAMSHA256:
		sasl.SCRAMClientGeneratorFunc = func() sarama.SCRAMClient { return &conversation{hash: sha256.New} }
	case sarama.SASLTypeSCRAMSHA512:
		sasl.SCRAMClientGeneratorFunc = func() sarama.SCRAMClient { return &conversation{hash: sha512.New} }
	case sarama.SASLTypeOAuth:
		sasl.TokenProvider = tokenFromEnvironment{}
	}
}

type tokenFromEnvironment struct{}

func (tokenFromEnvironment) Token() (*sarama.AccessToken, error) {
	return &sarama.AccessToken{Token: os.Getenv("KAFKA_OAUTH_TOKEN")}, nil
}

// Sarama speaks SCRAM's frames but leaves its arithmetic to another package.
type conversation struct {
	hash scram.HashGeneratorFcn
	*scram.ClientConversation
}

func (c *conversation) Begin(user, password, authzID string) error {
	client, err := c.hash.NewClient(user, password, authzID)
	if err != nil {
		return err
	}
	c.ClientConversation = client.NewConversation()
	return nil
}

func compression(name string) (sarama.CompressionCodec, error) {
	codecs := map[string]sarama.CompressionCodec{
		"":       sarama.CompressionNone,
		"none":   sarama.CompressionNone,
		"gzip":   sarama.CompressionGZIP,
		"snappy": sarama.CompressionSnappy,
		"lz4":    sarama.CompressionLZ4,
		"zstd":   sarama.CompressionZSTD,
	}
	codec, known := codecs[strings.ToLower(name)]
	if !known {
		return 0, fmt.Errorf("no codec %s", name)
	}
	return codec, nil
}
