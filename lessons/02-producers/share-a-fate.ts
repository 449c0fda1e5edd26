import { Kafka, logLevel } from 'kafkajs';
import { connection, countRecords, newTopic } from '#lesson';

const producer = new Kafka({ ...connection(), logLevel: logLevel.NOTHING }).producer();
await producer.connect();
const thrown = (error: Error & { type?: string }): string => `throws ${error.type}: ${error.message}`;

// #region together
const together = await newTopic('pages');
const pages = ['short', 'x'.repeat(1_500_000), 'short too'];
const outcome = await producer
  .send({ topic: together, messages: pages.map((value) => ({ value })) })
  .then(() => 'resolves', thrown);
console.log(`one send of three ${outcome}`);
console.log(`stored: ${await countRecords(together)}`);
// #endregion
// #region apart
const apart = await newTopic('pages');
const sends = pages.map(async (value) => producer.send({ topic: apart, messages: [{ value }] }));
for (const { status } of await Promise.allSettled(sends)) console.log(status);
console.log(`stored: ${await countRecords(apart)}`);
// #endregion
// #region squeezed
const { CompressionTypes } = await import('kafkajs');
const squeezed = await newTopic('pages');
const messages = [{ value: 'x'.repeat(1_500_000) }];
await producer.send({ topic: squeezed, messages, compression: CompressionTypes.GZIP });
console.log(`the large one with gzip, stored: ${await countRecords(squeezed)}`);
// #endregion
await producer.disconnect();
