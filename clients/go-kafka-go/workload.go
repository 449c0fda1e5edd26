package main

import (
	"encoding/json"
	"fmt"
	"os"
)

// The workload of ../README.md.
type workload struct {
	Seconds       float64 `json:"seconds"`
	WarmupSeconds float64 `json:"warmupSeconds"`
	Records       *int    `json:"records"`
	RecordBytes   int     `json:"recordBytes"`
	Keys          int     `json:"keys"`
	Acks          string  `json:"acks"`
	Idempotence   bool    `json:"idempotence"`
	InFlight      int     `json:"inFlight"`
	BatchBytes    int     `json:"batchBytes"`
	LingerMs      int     `json:"lingerMs"`
	Compression   string  `json:"compression"`
	Rate          float64 `json:"rate"`
	HandlerMs     float64 `json:"handlerMs"`
	FetchAgainMs  *int    `json:"fetchAgainMs"`
}

var plainStyle = os.Getenv("STYLE") == "plain"

func readWorkload() (workload, error) {
	var w workload
	err := json.Unmarshal([]byte(os.Getenv("WORKLOAD")), &w)
	return w, err
}

// Payloads hands out keys and values in the workload's order, for one goroutine.
type payloads struct {
	bytes []byte
	keys  [][]byte
	size  int
	sent  int
}

func readPayloads(w workload) (*payloads, error) {
	bytes, err := os.ReadFile(os.Getenv("PAYLOADS_FILE"))
	if err != nil {
		return nil, err
	}
	if len(bytes) < w.RecordBytes {
		return nil, fmt.Errorf("PAYLOADS_FILE holds less than one record")
	}
	p := &payloads{bytes: bytes, size: w.RecordBytes, keys: make([][]byte, w.Keys)}
	for n := range p.keys {
		p.keys[n] = fmt.Appendf(nil, "key-%d", n)
	}
	return p, nil
}

func (p *payloads) next() (key, value []byte) {
	start := p.sent % (len(p.bytes) / p.size) * p.size
	if len(p.keys) > 0 {
		key = p.keys[p.sent%len(p.keys)]
	}
	p.sent++
	return key, p.bytes[start : start+p.size]
}
