import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import { connection, newTopic } from '#lesson';

const topic = await newTopic('records');
const producer = new Kafka({ ...connection(), logLevel: logLevel.NOTHING }).producer();
await producer.connect();
const messages = Array.from({ length: 2_000 }, (_, n) => ({ value: `a record with number ${n}` }));

async function perSecond(compression: CompressionTypes): Promise<number> {
  const start = performance.now();
  for (let n = 0; n < 10; n += 1) await producer.send({ topic, compression, messages });
  return (10 * messages.length * 1_000) / (performance.now() - start);
}
await perSecond(CompressionTypes.None); // warm-ups, which do not count
await perSecond(CompressionTypes.GZIP);

// #region rounds
for (const order of ['plain first', 'gzip first', 'plain first']) {
  const early = order === 'gzip first' ? await perSecond(CompressionTypes.GZIP) : undefined;
  const plain = await perSecond(CompressionTypes.None);
  const gzip = early ?? (await perSecond(CompressionTypes.GZIP));
  console.log(`${order}: ${Math.round(plain)} and ${Math.round(gzip)} a second, ratio ${(gzip / plain).toFixed(2)}`);
}
// #endregion
await producer.disconnect();
