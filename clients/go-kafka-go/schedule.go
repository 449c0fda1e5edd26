package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"sync"
	"time"
)

// A schedule sends at fixed times and takes the time of what comes back from when it was due, not from when it was
// sent: a record that had to wait for its turn has waited.
type schedule struct {
	load      workload
	start     time.Time
	measured  time.Time
	total     int
	expected  int
	late      int
	first     usage
	mu        sync.Mutex
	latencies []float64
	done      chan struct{}
}

func newSchedule(load workload) *schedule {
	total := int((load.WarmupSeconds + load.Seconds) * load.Rate)
	expected := total - int(load.WarmupSeconds*load.Rate)
	return &schedule{load: load, total: total, expected: expected, done: make(chan struct{})}
}

// Run calls send for each record when it is due, and returns when all that was measured has come back.
func (s *schedule) run(ctx context.Context, next func() (key, value []byte), send func(key, value []byte) error) error {
	s.mu.Lock()
	s.start = time.Now()
	s.measured = s.start.Add(seconds(s.load.WarmupSeconds))
	s.mu.Unlock()
	for n := range s.total {
		due := s.start.Add(seconds(float64(n) / s.load.Rate))
		if n == s.total-s.expected {
			s.first = usageNow()
		}
		time.Sleep(time.Until(due))
		if n >= s.total-s.expected && time.Since(due) > time.Millisecond {
			s.late++
		}
		key, value := next()
		stamped := slices.Clone(value)
		binary.BigEndian.PutUint64(stamped, uint64(due.UnixMicro()))
		if err := send(key, stamped); err != nil {
			return err
		}
	}
	select {
	case <-s.done:
		return nil
	case <-ctx.Done():
		s.mu.Lock()
		defer s.mu.Unlock()
		return fmt.Errorf("%d of %d records came back before the deadline", len(s.latencies), s.expected)
	}
}

// Handle takes the time of a record; records of the warm-up and of earlier runs are left out.
func (s *schedule) handle(value []byte) {
	now := time.Now()
	due := time.UnixMicro(int64(binary.BigEndian.Uint64(value)))
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.start.IsZero() || due.UnixMicro() < s.measured.UnixMicro() {
		return
	}
	s.latencies = append(s.latencies, float64(now.Sub(due).Microseconds())/1000)
	if len(s.latencies) == s.expected {
		close(s.done)
	}
}

func (s *schedule) evidence() map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	slices.Sort(s.latencies)
	at := func(part float64) float64 { return s.latencies[int(part*float64(len(s.latencies)-1))] }
	used := usageNow()
	return map[string]any{
		"records":      len(s.latencies),
		"p50Ms":        at(0.5),
		"p99Ms":        at(0.99),
		"p999Ms":       at(0.999),
		"maxMs":        at(1),
		"lateSends":    s.late,
		"cpuSeconds":   used.cpuSeconds - s.first.cpuSeconds,
		"peakRssBytes": used.peakRssBytes,
	}
}
