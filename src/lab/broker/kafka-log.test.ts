import { expect, test } from 'vitest';
import { kafkaLogReason } from './kafka-log.ts';

test('the deepest cause is the reason', () => {
  const log = [
    '10:00:00.000 [main] ERROR kafka.server.BrokerServer - Fatal error during startup',
    'org.apache.kafka.common.KafkaException: Socket server failed to bind to 127.0.0.1:9092',
    '\tat kafka.network.DataPlaneAcceptor.openServerSocket(SocketServer.scala:701)',
    'Caused by: java.net.BindException: Address already in use',
    '\t... 9 more',
  ].join('\n');
  expect(kafkaLogReason(log)).toBe('Address already in use');
});

test('an error that ended the main thread is the reason', () => {
  expect(kafkaLogReason('Exception in thread "main" java.nio.file.NoSuchFileException: /no/such\n\tat x.y')).toBe(
    '/no/such',
  );
});

test('without a cause it is the last error, and without an error nothing', () => {
  expect(kafkaLogReason('Error: Could not create the Java Virtual Machine.\n')).toMatch(
    /create the Java Virtual Machine$/,
  );
  expect(kafkaLogReason('10:00:00.000 [main] WARN something\n')).toBeUndefined();
});

test('a class path that cannot be read is said to be that, not a name of a class', () => {
  const log =
    'Error: Could not find or load main class kafka.Kafka\nCaused by: java.lang.ClassNotFoundException: kafka.Kafka';
  expect(kafkaLogReason(log)).toMatch(/^Java cannot read the folder with Kafka in it/);
});
