package main

import (
	"context"
	"time"
)

// Asks until it is so, or for five seconds. A broker answers a change once the controller has it, and may itself hear
// of it a moment later: what is read back at once can be the old state.
func eventually(ctx context.Context, isSo func() (bool, error)) error {
	asking, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	for {
		so, err := isSo()
		if so || err != nil || asking.Err() != nil {
			return err
		}
		time.Sleep(50 * time.Millisecond)
	}
}
