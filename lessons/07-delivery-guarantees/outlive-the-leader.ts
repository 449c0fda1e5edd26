import { Kafka, logLevel, type KafkaJSProtocolError, type Producer, type ProducerConfig } from 'kafkajs';
import { openCluster } from '#lesson';

await using cluster = await openCluster();
const kafka = new Kafka({
  ...cluster.connection,
  connectionTimeout: 5_000,
  retry: { initialRetryTime: 50, maxRetryTime: 200, retries: 200 },
  logLevel: logLevel.NOTHING,
});
const idempotent = process.argv.includes('idempotent'); // for whoever wants to see that, too
const [leader, followers] = [1, [2, 3]] as const;

async function newProducer(topic: string, settings: ProducerConfig = {}): Promise<Producer> {
  const producer = kafka.producer(settings);
  await producer.connect();
  await producer.send({ topic, messages: [{ value: 'first' }] });
  return producer;
}

const list = async (topic: string): Promise<string> => (await cluster.values(topic)).join(' ');

const [quick, safe, two, three] = await Promise.all([
  cluster.newTopic('quick', { leader }),
  cluster.newTopic('safe', { leader }),
  cluster.newTopic('two', { leader: 2, config: { 'min.insync.replicas': '2' } }),
  cluster.newTopic('three', { leader: 2, config: { 'min.insync.replicas': '3' } }),
]);
const [one, all] = [await newProducer(quick, { retry: { retries: 5 } }), await newProducer(safe, { idempotent })];

// #region die
await cluster.order('freeze', followers); // they keep their connections, and copy nothing more
const pending = all.send({ topic: safe, acks: -1, messages: [{ value: 'A' }] });
await cluster.untilLogHolds(safe, 2); // the leader has it
for (const value of ['B', 'C', 'D']) {
  await one.send({ topic: quick, acks: 1, messages: [{ value }] });
}
const { isr } = await cluster.look(quick);
await cluster.order('kill', [leader]);
await cluster.order('thaw', followers);
await pending;
// #endregion
await cluster.until(quick, (now) => now.leader !== undefined && now.leader !== leader);
console.log(`acks -1: A is confirmed, the log has: ${await list(safe)}`);
console.log(`acks 1, in sync ${isr.length}: B, C and D are confirmed, the log has: ${await list(quick)}`);

for (const [least, topic] of Object.entries({ 2: two, 3: three })) {
  await cluster.until(topic, (now) => now.isr.length === 2);
  const outcome = await one.send({ topic, acks: -1, timeout: 5_000, messages: [{ value: 'E' }] }).then(
    () => 'resolves',
    (error: KafkaJSProtocolError & { cause?: KafkaJSProtocolError }) => `throws ${(error.cause ?? error).type}`,
  );
  console.log(`two in sync, min.insync.replicas ${least}: acks -1 ${outcome}`);
}

await cluster.order('start', [leader]);
await cluster.until(quick, (now) => now.isr.length === 3);
console.log(`the dead one is back: the log has ${await list(quick)}`);
await Promise.all([one.disconnect(), all.disconnect()]);
