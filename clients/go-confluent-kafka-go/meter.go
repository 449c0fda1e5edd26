package main

import (
	"sync"
	"time"
)

// A meter counts after a warm-up and knows when it is over. Time and CPU are those from just before the first counted
// record to the last one. It may be used from several goroutines.
type meter struct {
	limit   workload
	once    sync.Once
	mu      sync.Mutex
	born    time.Time
	start   time.Time
	last    time.Time
	first   usage
	latest  usage
	looked  time.Time
	records int
}

func newMeter(limit workload) *meter { return &meter{limit: limit} }

// Begin is called just before a record is sent or handled: the first call starts the warm-up.
func (m *meter) begin() {
	m.once.Do(func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.born = time.Now()
		m.mark(m.born)
	})
}

// Count is called when records were acknowledged or handled.
func (m *meter) count(records int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := time.Now()
	if now.Sub(m.born) >= seconds(m.limit.WarmupSeconds) {
		if m.start.IsZero() {
			// The end of what was before: these records took from there to here.
			m.start, m.first = m.last, m.latest
		}
		m.records += records
	}
	m.mark(now)
}

// Asking the system costs more than counting: the CPU time is at most 20 ms older than the last record.
func (m *meter) mark(now time.Time) {
	m.last = now
	if now.Sub(m.looked) >= 20*time.Millisecond {
		m.looked, m.latest = now, usageNow()
	}
}

func (m *meter) over() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.limit.Records != nil && m.records >= *m.limit.Records {
		return true
	}
	return !m.born.IsZero() && time.Since(m.born) >= seconds(m.limit.WarmupSeconds+m.limit.Seconds)
}

func (m *meter) evidence() map[string]any {
	m.mu.Lock()
	defer m.mu.Unlock()
	var span time.Duration
	var cpu float64
	if !m.start.IsZero() {
		span, cpu = m.last.Sub(m.start), m.latest.cpuSeconds-m.first.cpuSeconds
	}
	return map[string]any{
		"records":      m.records,
		"seconds":      span.Seconds(),
		"cpuSeconds":   cpu,
		"peakRssBytes": usageNow().peakRssBytes,
	}
}

func seconds(s float64) time.Duration       { return time.Duration(s * float64(time.Second)) }
func milliseconds(ms float64) time.Duration { return time.Duration(ms * float64(time.Millisecond)) }
