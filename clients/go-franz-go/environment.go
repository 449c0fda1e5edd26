package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
)

var (
	topic   = os.Getenv("TOPIC")
	groupID = os.Getenv("GROUP_ID")
	records = number("RECORDS", 0)
	brokers = strings.Split(os.Getenv("KAFKA_BOOTSTRAP_SERVERS"), ",")
)

func number(name string, otherwise int) int {
	value, err := strconv.Atoi(os.Getenv(name))
	if err != nil {
		return otherwise
	}
	return value
}

func textOr(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}

func usesTLS() bool  { return strings.HasSuffix(os.Getenv("KAFKA_SECURITY_PROTOCOL"), "SSL") }
func usesSASL() bool { return strings.HasPrefix(os.Getenv("KAFKA_SECURITY_PROTOCOL"), "SASL") }

func tlsConfig() (*tls.Config, error) {
	file := os.Getenv("KAFKA_SSL_CA_FILE")
	if file == "" {
		return &tls.Config{}, nil
	}
	pem, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("%s holds no certificate", file)
	}
	return &tls.Config{RootCAs: pool}, nil
}

// A context that ends when the caller of the program has seen enough: at SIGTERM, or, with STOP_BY=stdin, when standard
// input closes, because Windows has no signals.
func untilTold(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGTERM, os.Interrupt)
	if os.Getenv("STOP_BY") == "stdin" {
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin)
			stop()
		}()
	}
	return ctx, stop
}
