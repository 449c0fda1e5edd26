import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import { connection, newTopic } from '#lesson';

const topic = await newTopic('temperatures');
const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
let measured = 0;

/** Takes 100 ms, and is told to stop in the middle of the third: by itself here, by Docker or Kubernetes elsewhere. */
async function measure(): Promise<string> {
  measured += 1;
  if (measured === 3) process.kill(process.pid, 'SIGTERM');
  return wait(100, `measurement ${measured}`);
}

// #region stop
const stopping = new AbortController();
process.once('SIGTERM', () => stopping.abort()); // notes it, and does nothing else

const producer = kafka.producer();
try {
  await producer.connect();
  while (!stopping.signal.aborted) {
    const value = await measure();
    await producer.send({ topic, messages: [{ value }] });
    console.log(value, 'is stored');
  }
} finally {
  await producer.disconnect(); // on every way out
  console.log('disconnected');
}
// #endregion
