import { Kafka, logLevel } from 'kafkajs';
import { demand, eventually, newLab, settles, test, Unmet, verify, wireTap, type Lab, type Observer } from '#testkit';
import { chooseACodec, type Click } from './03-choose-a-codec.ts';

const patience = { timeout: 60_000 };

// Visitors and times differ from click to click, as they do in practice: what repeats are names, and some pages.
const pages = ['/', '/tea', '/tea/green', '/coffee', '/basket', '/checkout'];
const clicks: Click[] = Array.from({ length: 1_200 }, (_, n) => ({
  visitor: `visitor-${((n * 7_919) % 104_729).toString(36)}`,
  page: `https://shop.example${pages[(n * n) % pages.length]}?campaign=autumn`,
  at: new Date(1_763_800_000_000 + n * 137).toISOString(),
}));

interface Counted {
  readonly bytes: number;
  readonly batches: number;
  readonly said: string;
}

/** Runs the work, and counts the batches that arrive at the broker's door. */
async function weigh(lab: Lab, work: (lab: Lab) => Promise<void>): Promise<Counted> {
  await using tap = await wireTap(lab.connection);
  await settles(work({ ...lab, connection: tap.connection }), {
    within: 25_000,
    describe: 'chooseACodec to return',
    usually: 'something is awaited that never happens',
  });
  await eventually(() => tap.openConnections() === 0, {
    within: 2_000,
    describe: 'the connections to be closed',
    seen: () => `${tap.openConnections()} left open`,
    usually: 'disconnect() is missing, or is not in finally',
  });
  const batches = tap.batchesTo(lab.topic);
  const bytes = batches.reduce((sum, batch) => sum + batch.bytes, 0);
  const codecs = [...new Set(batches.map(({ codec }) => codec))].join(' and ');
  return { bytes, batches: batches.length, said: `${bytes} bytes in ${batches.length} batches, codec ${codecs}` };
}

async function sendAsBefore(lab: Lab): Promise<void> {
  const producer = new Kafka({ ...lab.connection, logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  const messages = clicks.map((click) => ({ key: click.visitor, value: JSON.stringify(click) }));
  const sends: Promise<unknown>[] = [];
  for (let at = 0; at < messages.length; at += 4) {
    sends.push(producer.send({ topic: lab.topic, messages: messages.slice(at, at + 4) }));
  }
  await Promise.all(sends);
  await producer.disconnect();
}

async function send(lab: Lab): Promise<void> {
  try {
    await chooseACodec(lab, clicks);
  } catch (error) {
    const missing = String(error).includes('compression not implemented');
    throw new Unmet(
      `chooseACodec failed: ${String(error)}` +
        (missing
          ? '\nUsually: kafkajs brings one codec of its own; the others are packages that you would install'
          : ''),
    );
  }
}

const createTopic = (lab: Lab, observer: Observer) => observer.createTopic(lab.topic);

test('stores every click as it was', patience, async ({ lab, observer }) => {
  await createTopic(lab, observer);
  await settles(send(lab), { within: 25_000, describe: 'chooseACodec to return' });
  const records = await observer.records(lab.topic);
  verify('the number of records when chooseACodec had returned', {
    expected: clicks.length,
    received: records.length,
    usually: 'a send is not awaited; or the last clicks, fewer than a whole batch, are left out',
  });
  const asRead = new Map(records.map(({ key, value }) => [value, key]));
  for (const click of clicks) {
    const value = JSON.stringify(click);
    if (asRead.get(value) === click.visitor) continue;
    const [first] = records;
    throw new Unmet(
      `No record has the key ${click.visitor} and the value ${value}. ` +
        `The first record has the key ${first?.key} and the value ${(first?.value ?? '').slice(0, 60)}.` +
        '\nUsually: the values themselves were made shorter, and now every reader has to know how; ' +
        'a codec of the client is undone by the reader’s client',
    );
  }
});

test('takes a third of the bytes', { ...patience, meta: { points: 3 } }, async ({ lab, observer, signal }) => {
  const start = newLab(signal);
  await createTopic(start, observer);
  await createTopic(lab, observer);
  const before = await weigh(start, sendAsBefore);
  const after = await weigh(lab, send);
  const part = `${Math.round((100 * after.bytes) / before.bytes)} % of the bytes`;
  lab.log(`as it was: ${before.said}; yours: ${after.said}: ${part}`);
  demand(after.batches > 0, 'No batch for the topic arrived at the broker.');
  demand(
    after.bytes * 3 <= before.bytes,
    `The clicks took ${after.said}: ${part} of the function as it was.`,
    after.said.endsWith('none')
      ? 'nothing was compressed: no codec was chosen, or it stands where this client does not look for it'
      : 'each batch is compressed by itself, and small batches have little that repeats',
  );
});
