import { Kafka, logLevel } from 'kafkajs';
import { connection } from '#lesson';

const lines: string[] = [];
const kafka = new Kafka({
  ...connection(),
  logLevel: logLevel.DEBUG,
  logCreator:
    () =>
    ({ level, log }) => {
      if (level <= logLevel.WARN) lines.push(log.message);
    },
});
// #region copied
const settings = { maxInFlightRequests: 5, acks: 'all', batchSize: 16_384, lingerMs: 10 };
const producer = kafka.producer(settings);
await producer.connect();
const warnings = lines.filter((line) => /acks|batch|linger/i.test(line));
console.log('It connects. Warnings about acks, batchSize, lingerMs:', warnings.length);
// #endregion
await producer.disconnect();
