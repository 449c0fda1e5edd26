import { Kafka, logLevel } from 'kafkajs';
import { countRecords, newTopic, openFrontDoor } from '#lesson';

const topic = await newTopic('clicks');
const door = await openFrontDoor();
const producer = new Kafka({ ...door.connection, logLevel: logLevel.NOTHING }).producer();
await producer.connect();

// #region gather
const waiting: { value: string }[] = [];

async function click(page: string): Promise<void> {
  waiting.push({ value: page });
  if (waiting.length >= 50) await producer.send({ topic, messages: waiting.splice(0) });
}

await Promise.all(Array.from({ length: 220 }, (_, n) => click(`page ${n}`)));
console.log(`220 clicks: ${door.batchesTo(topic).length} batches, ${await countRecords(topic)} records`);
// #endregion
await producer.disconnect();
await door[Symbol.asyncDispose]();
