import { Kafka, logLevel, type RetryOptions } from 'kafkajs';
import { countRecords, newTopic, openFrontDoor } from '#lesson';

async function sendWhileAway(kind: string, retry: RetryOptions): Promise<string> {
  const topic = await newTopic('orders');
  const door = await openFrontDoor({ log: () => {} });
  const kafka = new Kafka({ ...door.connection, retry, logLevel: logLevel.NOTHING });
  // #region away
  const producer = kafka.producer();
  await producer.connect();
  door.goAway(); // whoever comes is turned away
  setTimeout(() => door.comeBack(), 16_000);
  const start = performance.now();
  const outcome = await producer.send({ topic, messages: [{ value: 'order' }] }).then(
    () => 'resolves',
    (error: Error & { retriable: boolean }) => `throws ${error.name}, retriable ${error.retriable},`,
  );
  // #endregion
  const seconds = ((performance.now() - start) / 1_000).toFixed(1);
  door.comeBack();
  await producer.disconnect();
  await door[Symbol.asyncDispose]();
  return `${kind}: ${outcome} after ${seconds} s, stored: ${await countRecords(topic)}`;
}

// #region patience
const both = [
  sendWhileAway('nothing set', {}),
  sendWhileAway('patient', { retries: 60, initialRetryTime: 100, maxRetryTime: 500 }),
];
// #endregion
for (const line of await Promise.all(both)) console.log(line);
