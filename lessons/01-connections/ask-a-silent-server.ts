import { Kafka, logLevel } from 'kafkajs';
import { silentServer } from '#lesson';

const server = await silentServer();
// #region silent
const kafka = new Kafka({
  brokers: [server.address], // accepts connections, and never says a word
  requestTimeout: 1_000, // 30 s where nothing is said
  retry: { retries: 2, initialRetryTime: 100 },
  logLevel: logLevel.NOTHING,
});
const admin = kafka.admin();
for (const step of ['connect', 'listTopics'] as const) {
  const start = performance.now();
  const outcome = await admin[step]().then(
    () => 'resolves',
    (error: Error) => `throws ${error.message}`,
  );
  console.log(`${step}() ${outcome} after ${((performance.now() - start) / 1_000).toFixed(1)} s`);
}
// #endregion
await admin.disconnect();
await server[Symbol.asyncDispose]();
