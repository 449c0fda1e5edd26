package main

import (
	"context"

	"github.com/IBM/sarama"
)

// A producer writes by the schedule, a member of a group reads in the same process.
func latency(ctx context.Context) (result, error) {
	load, err := readWorkload()
	if err != nil {
		return result{}, err
	}
	payloads, err := readPayloads(load)
	if err != nil {
		return result{}, err
	}
	config, settings, err := producerConfig(load)
	if err != nil {
		return result{}, err
	}
	producer, err := sarama.NewAsyncProducer(brokers, config)
	if err != nil {
		return result{}, err
	}
	defer producer.AsyncClose()
	reports := make(chan error, 1000)
	go collect(producer, reports)
	timetable := newSchedule(load)
	stopReading, err := readInBackground(ctx, timetable)
	if err != nil {
		return result{}, err
	}
	defer stopReading()
	err = timetable.run(ctx, payloads.next, func(key, value []byte) error {
		producer.Input() <- &sarama.ProducerMessage{Topic: topic, Key: bytes(key), Value: sarama.ByteEncoder(value)}
		if plainStyle {
			return <-reports
		}
		return failureIn(reports)
	})
	if err != nil {
		return result{}, err
	}
	return result{Evidence: timetable.evidence(), Settings: settings}, nil
}

// One report for each record, nil where it was delivered.
func collect(producer sarama.AsyncProducer, reports chan<- error) {
	successes, failures := producer.Successes(), producer.Errors()
	for successes != nil || failures != nil {
		select {
		case _, open := <-successes:
			if !open {
				successes = nil
			} else {
				report(reports, nil)
			}
		case failure, open := <-failures:
			if !open {
				failures = nil
			} else {
				report(reports, failure)
			}
		}
	}
}

func report(reports chan<- error, err error) {
	select {
	case reports <- err:
	default: // the sender is over and reads no more
	}
}

func failureIn(reports <-chan error) error {
	for {
		select {
		case err := <-reports:
			if err != nil {
				return err
			}
		default:
			return nil
		}
	}
}

// Returns once the group has given the reader its partitions.
func readInBackground(ctx context.Context, timetable *schedule) (stop func(), err error) {
	config, err := configure()
	if err != nil {
		return nil, err
	}
	reading, cancel := context.WithCancel(ctx)
	joined, ended := make(chan struct{}, 1), make(chan error, 1)
	go func() {
		ended <- join(reading, config, textOr("GROUP_ID", topic+"-latency"), &member{
			ready: func(sarama.ConsumerGroupSession) {
				select {
				case joined <- struct{}{}:
				default:
				}
			},
			handle: func(session sarama.ConsumerGroupSession, record *sarama.ConsumerMessage) error {
				timetable.handle(record.Value)
				session.MarkMessage(record, "")
				return nil
			},
		})
	}()
	stop = func() { cancel(); <-ended }
	select {
	case <-joined:
		return stop, nil
	case err := <-ended:
		cancel()
		return nil, err
	}
}
