package main

import (
	"context"
	"errors"
	"sync"

	"github.com/IBM/sarama"
)

// A member of a group: sarama calls ConsumeClaim in a goroutine for each partition; handle is called for one record at
// a time, and errEnough from it ends the membership without an error.
type member struct {
	ready  func(sarama.ConsumerGroupSession)
	handle func(sarama.ConsumerGroupSession, *sarama.ConsumerMessage) error
	mu     sync.Mutex
	ended  error
	leave  context.CancelFunc
}

var errEnough = errors.New("enough")

func (m *member) Setup(session sarama.ConsumerGroupSession) error {
	if m.ready != nil {
		m.ready(session)
	}
	return nil
}

func (m *member) Cleanup(sarama.ConsumerGroupSession) error { return nil }

func (m *member) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for {
		select {
		case <-session.Context().Done():
			return nil
		case record, open := <-claim.Messages():
			if !open || !m.one(session, record) {
				return nil
			}
		}
	}
}

// One says whether to go on.
func (m *member) one(session sarama.ConsumerGroupSession, record *sarama.ConsumerMessage) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.ended != nil || session.Context().Err() != nil {
		return false
	}
	m.ended = m.handle(session, record)
	if m.ended != nil {
		m.leave()
	}
	return m.ended == nil
}

// Joins the group, and leaves it when ctx ends or the member has enough.
func join(ctx context.Context, config *sarama.Config, group string, m *member) error {
	client, err := sarama.NewConsumerGroup(brokers, group, config)
	if err != nil {
		return err
	}
	defer client.Close()
	inside, leave := context.WithCancel(ctx)
	defer leave()
	m.leave = leave
	// Consume returns at each rebalance: joining again is the caller's part.
	for inside.Err() == nil {
		if err := client.Consume(inside, []string{topic}, m); err != nil && inside.Err() == nil {
			return err
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.ended != nil && !errors.Is(m.ended, errEnough) {
		return m.ended
	}
	return nil
}

// Reads `count` records from the beginning in a group, commits, and leaves.
func readBack(ctx context.Context, group string, count int) ([]*sarama.ConsumerMessage, error) {
	config, err := configure()
	if err != nil {
		return nil, err
	}
	config.Consumer.Offsets.AutoCommit.Enable = false
	var found []*sarama.ConsumerMessage
	err = join(ctx, config, group, &member{
		handle: func(session sarama.ConsumerGroupSession, record *sarama.ConsumerMessage) error {
			found = append(found, record)
			session.MarkMessage(record, "")
			if len(found) < count {
				return nil
			}
			session.Commit()
			return errEnough
		},
	})
	if err == nil {
		err = ctx.Err()
	}
	return found, err
}
