// Breaks: late (not reached: per-second, arrived, because it looks once)
// Expect: when-to-stop
// Kind: wrong-moment
import { Kafka, logLevel, type Admin } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Contestant {
  readonly name: string;
  write(topic: string): Promise<number>;
}

export interface Measured {
  said: number;
  arrived: number;
  perSecond: number;
}

// Asks the broker, and does not wait until it can know.
export async function countWhatArrived(lab: Lab, contestant: Contestant): Promise<Measured> {
  const admin = new Kafka({ clientId: 'referee', ...lab.connection, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    const before = await countRecords(admin, lab.topic);
    const start = performance.now();
    const said = await contestant.write(lab.topic);
    const ms = performance.now() - start;
    const arrived = (await countRecords(admin, lab.topic)) - before;
    return { said, arrived, perSecond: (1_000 * arrived) / ms };
  } finally {
    await admin.disconnect();
  }
}

async function countRecords(admin: Admin, topic: string): Promise<number> {
  const partitions = await admin.fetchTopicOffsets(topic);
  return partitions.reduce((sum, { high }) => sum + Number(high), 0);
}
