// Differs: a connection of its own for each look at the offsets, four looks a second, and three seconds of silence.
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
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

const pauseMs = 250;
const silentLooks = 12;

// Nothing is kept open that would have to be closed.
export async function countWhatArrived(lab: Lab, contestant: Contestant): Promise<Measured> {
  const before = await countRecords(lab);
  const start = performance.now();
  const said = await contestant.write(lab.topic);
  let [arrived, end] = [(await countRecords(lab)) - before, performance.now()];
  for (let silent = 0; silent < silentLooks; silent += 1) {
    await wait(pauseMs);
    const count = (await countRecords(lab)) - before;
    if (count > arrived) [arrived, end, silent] = [count, performance.now(), 0];
  }
  return { said, arrived, perSecond: (1_000 * arrived) / (end - start) };
}

async function countRecords({ connection, topic }: Lab): Promise<number> {
  const admin = new Kafka({ ...connection, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    let sum = 0;
    for (const { high } of await admin.fetchTopicOffsets(topic)) sum += Number(high);
    return sum;
  } finally {
    await admin.disconnect();
  }
}
