package main

import (
	"encoding/json"
	"os"
)

// A record byte for byte, as CASES_FILE and the evidence of `read` have it: base64 or null.
type recordCase struct {
	Offset  *int64       `json:"offset,omitempty"`
	Key     []byte       `json:"key"`
	Value   []byte       `json:"value"`
	Headers []headerCase `json:"headers"`
}

// A header is the list [name, value].
type headerCase struct {
	name  string
	value []byte
}

func (h headerCase) MarshalJSON() ([]byte, error) { return json.Marshal([]any{h.name, h.value}) }

func (h *headerCase) UnmarshalJSON(text []byte) error {
	return json.Unmarshal(text, &[]any{&h.name, &h.value})
}

func readCases() ([]recordCase, error) {
	text, err := os.ReadFile(os.Getenv("CASES_FILE"))
	if err != nil {
		return nil, err
	}
	var cases []recordCase
	err = json.Unmarshal(text, &cases)
	return cases, err
}

// The source chapter's event, written by `produce` and read by `consume`.
type orderEvent struct {
	ID       *int    `json:"id"`
	Customer string  `json:"customer"`
	Amount   float64 `json:"amount"`
}
