import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { startBroker } from '../lab/broker/find-broker.ts';
import { timed, type Bench, type Figure } from './figure.ts';
import { words } from './words.ts';

// One that is not counted: it makes caches that a learner has after the first start.
const warmUps = 1;
const topic = 'first-record';

/** From asking for a broker of this process to the first record that it acknowledged, in a topic made for it. */
export async function measureBrokerStart(
  source: 'embedded' | 'container',
  { repeat, signal }: Bench,
  aim?: number,
): Promise<readonly Figure[]> {
  const samples: number[] = [];
  for (let n = 0; n < Math.ceil(repeat / 2) + warmUps; n += 1) {
    await using stack = new AsyncDisposableStack();
    const took = await timed(async () => {
      const broker = stack.use(await startBroker(source, { signal }));
      const kafka = new Kafka({ ...broker.connection, logLevel: logLevel.NOTHING });
      const admin = kafka.admin();
      stack.defer(async () => admin.disconnect());
      await admin.connect();
      await admin.createTopics({ topics: [{ topic }], waitForLeaders: true });
      const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
      stack.defer(async () => producer.disconnect());
      await producer.connect();
      await producer.send({ topic, acks: -1, messages: [{ value: 'first' }] });
    });
    if (n >= warmUps) samples.push(took);
  }
  const name = words.brokerStart(source);
  return [{ name, unit: 'ms', samples, ...(aim === undefined ? {} : { aim }) }];
}
