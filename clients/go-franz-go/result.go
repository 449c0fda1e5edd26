package main

import "context"

// What a scenario found. Settings are in the client's own names; Extra names packages beyond the client.
type result struct {
	Evidence map[string]any `json:"evidence,omitempty"`
	Settings map[string]any `json:"settings,omitempty"`
	Extra    []string       `json:"extra,omitempty"`
}

// The result line of ../README.md.
type outcome struct {
	Outcome string `json:"outcome"`
	Version string `json:"version"`
	Runtime string `json:"runtime"`
	Error   string `json:"error,omitempty"`
	Source  string `json:"source,omitempty"`
	result
}

// The client has no such thing; source is where that is said.
type notOffered struct{ source string }

func (n notOffered) Error() string { return "not offered: " + n.source }

func notOfferedBy(source string) scenario {
	return func(context.Context) (result, error) { return result{}, notOffered{source} }
}
