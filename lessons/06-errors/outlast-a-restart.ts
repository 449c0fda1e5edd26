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
  setTimeout(() => door.comeBack(), 21_000);
  const start = performance.now();
  const sent = producer.send({ topic, messages: [{ value: 'order' }] });
  // #endregion
  const outcome = await sent.then(
    () => 'resolves',
    (error: Error & { retriable: boolean }) => `throws ${error.name}, retriable ${error.retriable},`,
  );
  const seconds = ((performance.now() - start) / 1_000).toFixed(1);
  door.comeBack();
  await producer.disconnect();
  await door[Symbol.asyncDispose]();
  return `${kind}: ${outcome} after ${seconds} s, stored: ${await countRecords(topic)}`;
}

// #region patience
const patient = { retries: 60, maxRetryTime: 500 };
// #endregion
const both = [sendWhileAway('nothing set', {}), sendWhileAway('patient', patient)];
for (const line of await Promise.all(both)) console.log(line);
