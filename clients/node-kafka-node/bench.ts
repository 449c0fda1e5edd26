// How fast, in two styles, were there a broker that takes its requests: a batch is the array that one `send` is given.
import { setTimeout as wait } from 'node:timers/promises';
import { groupId, makeGroup, makeProducer } from './connect.ts';
import { Meter } from './meter.ts';
import { codecs } from './records.ts';
import type { Result } from './result.ts';
import { acks, makeRecords, perSend, plain, workload } from './workload.ts';

export async function benchProduce(): Promise<Result> {
  const producer = await makeProducer(acks, codecs[workload.compression] ?? 0);
  const meter = new Meter(workload);
  const next = makeRecords();
  const lanes = plain ? 1 : workload.inFlight;
  const lane = async () => {
    while (!meter.over()) {
      await producer.send(Array.from({ length: perSend }, next));
      meter.count(perSend);
    }
  };
  try {
    meter.begin();
    await Promise.all(Array.from({ length: lanes }, lane));
    return { evidence: meter.result(), settings: { requireAcks: acks, 'messages per send': perSend } };
  } finally {
    await producer.close();
  }
}

export async function benchConsume(): Promise<Result> {
  const meter = new Meter(workload);
  let work = Promise.resolve();
  const group = makeGroup(groupId, () => {
    meter.begin();
    if (workload.handlerMs === 0 && !plain) return meter.count(1);
    work = work.then(async () => {
      await wait(workload.handlerMs);
      if (plain) await group.commit();
      meter.count(1);
    });
  });
  try {
    await Promise.race([meter.ended(), group.failed]);
    return { evidence: meter.result() };
  } finally {
    await group.close();
  }
}
