// go-sarama <scenario> [feature]: runs one scenario of ../README.md and prints its result as the last line of stdout.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"time"
)

type scenario func(context.Context) (result, error)

var scenarios = map[string]scenario{
	"produce":       produce,
	"consume":       consume,
	"write":         write,
	"read":          read,
	"partitions":    partitions,
	"bench-produce": benchProduce,
	"bench-consume": benchConsume,
	"latency":       latency,
}

func main() {
	deadline := time.Duration(number("DEADLINE_MS", 60_000)) * time.Millisecond
	// A scenario that hears of the deadline a little earlier can still say in its own words what it waited for.
	ctx, cancel := context.WithTimeout(context.Background(), deadline-deadline/20)
	defer cancel()
	time.AfterFunc(deadline, func() { finish(outcome{Outcome: "fails", Error: "no answer before the deadline"}) })
	finish(run(ctx, os.Args[1:]))
}

func run(ctx context.Context, words []string) outcome {
	program, name := find(words)
	if program == nil {
		return outcome{Outcome: "not-offered", Source: "no program for " + name}
	}
	found, err := program(ctx)
	var missing notOffered
	switch {
	case errors.As(err, &missing):
		return outcome{Outcome: "not-offered", Source: missing.source}
	case err != nil:
		return outcome{Outcome: "fails", Error: err.Error(), result: found}
	}
	return outcome{Outcome: "works", result: found}
}

func find(words []string) (scenario, string) {
	name := strings.Join(words, " ")
	if len(words) == 2 && words[0] == "feature" {
		return features[words[1]], name
	}
	return scenarios[name], name
}

func finish(o outcome) {
	o.Version = libraryVersion()
	o.Runtime = "go " + strings.TrimPrefix(runtime.Version(), "go")
	line, err := json.Marshal(o)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(string(line))
	os.Exit(0)
}

// The version of a module of this program as the Go linker wrote it into the binary.
func moduleVersion(path string) string {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == path {
			return strings.TrimPrefix(module.Version, "v")
		}
	}
	return "unknown"
}
