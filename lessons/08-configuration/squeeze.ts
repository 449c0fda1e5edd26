import { randomBytes } from 'node:crypto';
import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import { newTopic, openFrontDoor } from '#lesson';

const clicks = Array.from({ length: 1_000 }, (_, n) =>
  JSON.stringify({
    visitor: `visitor-${((n * 7_919) % 104_729).toString(36)}`,
    page: `https://shop.example/tea?campaign=${n % 7}`,
    at: new Date(1_763_800_000_000 + n * 137).toISOString(),
  }),
);
const noise = clicks.map((text) => randomBytes(text.length));
const door = await openFrontDoor();
const producer = new Kafka({ ...door.connection, logLevel: logLevel.NOTHING }).producer();
await producer.connect();

// #region send
async function bytesOf(values: (string | Buffer)[], compression: CompressionTypes): Promise<number> {
  const topic = await newTopic('clicks');
  await producer.send({ topic, compression, messages: values.map((value) => ({ value })) });
  return door.batchesTo(topic).reduce((sum, { bytes }) => sum + bytes, 0);
}
// #endregion
async function percent(what: string, values: (string | Buffer)[]): Promise<void> {
  const plain = await bytesOf(values, CompressionTypes.None);
  const gzip = await bytesOf(values, CompressionTypes.GZIP);
  console.log(`${what.padEnd(22)} ${Math.round((100 * gzip) / plain)} %`);
}
await percent('1 click', clicks.slice(0, 1));
await percent('10 clicks', clicks.slice(0, 10));
await percent('100 clicks', clicks.slice(0, 100));
await percent('1,000 clicks', clicks);
await percent('1,000 of random bytes', noise);
// #region zstd
await bytesOf(clicks, CompressionTypes.ZSTD).catch((error: Error) => console.log(`${error.name}: ${error.message}`));
// #endregion
await producer.disconnect();
await door[Symbol.asyncDispose]();
