import { Kafka, logLevel } from 'kafkajs';
import { demand, eventually, newLab, settles, test, Unmet, verify, wireTap, type Lab, type Observer } from '#testkit';
import { sendInBatches, type Reading } from './03-send-in-batches.ts';

const patience = { timeout: 60_000 };

const readingsOf = (count: number, length: number): Reading[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `reading-${n + 1}`,
    sensor: `sensor-${n % 20}`,
    data: 'x'.repeat(length),
  }));

const day = readingsOf(505, 60);
const longDay = readingsOf(2_500, 1_900);

// The size is said here, because a cluster of one's own may have another.
const createTopic = (lab: Lab, observer: Observer) =>
  observer.createTopic(lab.topic, { partitions: 3, config: { 'max.message.bytes': '1048588' } });

const send = (lab: Lab, readings: Reading[]) =>
  settles(sendInBatches(lab, readings), {
    within: 25_000,
    describe: 'sendInBatches to return',
    usually: 'something is awaited that never happens',
  });

/** The function as it was, but for its last readings, for which it waits. */
async function sendAsBefore(lab: Lab, readings: Reading[]): Promise<void> {
  const producer = new Kafka({ ...lab.connection, logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  const underWay: Promise<unknown>[] = [];
  for (const [index, reading] of readings.entries()) {
    const messages = [{ key: reading.sensor, value: JSON.stringify(reading) }];
    underWay.push(producer.send({ topic: lab.topic, messages }));
    if (index % 10 === 0) await Promise.all(underWay.splice(0));
  }
  await Promise.all(underWay);
  await producer.disconnect();
}

/** Runs the work with a broker whose answers come 10 ms late. `ms` counts from the first request with records. */
async function fromAfar(lab: Lab, observer: Observer, work: (lab: Lab) => Promise<void>) {
  await createTopic(lab, observer);
  await using tap = await wireTap(lab.connection);
  tap.delayAnswers(10);
  await work({ ...lab, connection: tap.connection });
  const end = performance.timeOrigin + performance.now();
  await eventually(() => tap.openConnections() === 0, {
    within: 2_000,
    describe: 'the connections to be closed',
    seen: () => `${tap.openConnections()} left open`,
    usually: 'disconnect() is missing, or is not in finally',
  });
  const requests = tap.requestsOf('Produce');
  // Without the time to connect, which differs from client to client.
  const start = Math.min(...requests.map(({ at }) => at));
  return { ms: end - start, requests };
}

const idOf = (value: string | null): string => /"id":"([^"]+)"/.exec(value ?? '')?.[1] ?? 'no id';

test('stores every reading once, in order, before it returns', patience, async ({ lab, observer }) => {
  const { requests } = await fromAfar(lab, observer, (far) => send(far, day));
  demand(
    requests.every(({ produce }) => produce?.acks !== 0),
    'Some readings were sent with acks 0: the broker confirms none of those.',
    'without a confirmation nobody knows what has arrived',
  );
  const records = await observer.records(lab.topic);
  verify('the number of records when sendInBatches had returned', {
    expected: day.length,
    received: records.length,
    usually:
      records.length > day.length
        ? 'disconnect() while sends are still under way makes kafkajs connect and send them again'
        : 'the last readings, fewer than a whole batch, are never sent or never awaited; or all are sent with acks 0',
  });
  for (const sensor of new Set(day.map((reading) => reading.sensor))) {
    verify(`the readings with the key ${sensor}, in the order of the log`, {
      expected: day.filter((reading) => reading.sensor === sensor).map(({ id }) => id),
      received: records.filter(({ key }) => key === sensor).map(({ value }) => idOf(value)),
      usually: 'the key of a record is its sensor; one key goes to one partition, and there the order of sending holds',
    });
  }
});

test(
  'needs few requests, and at most half the time',
  { ...patience, meta: { points: 2 } },
  async ({ lab, observer, signal }) => {
    const before = await fromAfar(newLab(signal), observer, (far) => sendAsBefore(far, day));
    const after = await fromAfar(lab, observer, (far) => send(far, day));
    const ratio = before.ms / after.ms;
    const said = `${after.requests.length} requests in ${Math.round(after.ms)} ms`;
    lab.log(
      `as it was: ${before.requests.length} requests in ${Math.round(before.ms)} ms; ` +
        `yours: ${said}, ${ratio.toFixed(1)} times as fast`,
    );
    demand(
      after.requests.length <= 30,
      `505 readings took ${said}.`,
      'each send of kafkajs is a request of its own; and whoever waits after every few readings makes every batch small',
    );
    demand(
      ratio >= 2,
      `As it was, the function took ${Math.round(before.ms)} ms, and now ${Math.round(after.ms)} ms: ${ratio.toFixed(1)} times as fast.`,
      'the function waits for the broker many times',
    );
  },
);

test('stores a long day', patience, async ({ lab, observer }) => {
  await createTopic(lab, observer);
  await send(lab, longDay).catch((error: unknown) => {
    if (error instanceof Unmet) throw error;
    throw new Unmet(
      `2,500 readings of 2 kB failed: ${String(error)}` +
        '\nUsually: what one send of kafkajs has for a partition is one batch, and the broker refuses it above 1 MB',
    );
  });
  const ends = await observer.endOffsets(lab.topic);
  verify('the number of records of the long day', {
    expected: longDay.length,
    received: ends.reduce((sum, end) => sum + end, 0),
    usually: 'some sends are not awaited, or their errors are caught and forgotten',
  });
});

test('throws where a reading cannot be stored', patience, async ({ lab, observer }) => {
  await createTopic(lab, observer);
  const picture: Reading = { id: 'picture', sensor: 'sensor-1', data: 'x'.repeat(1_500_000) };
  const outcome = await send(lab, [...day.slice(0, 25), picture]).then(
    () => 'returned',
    (error: unknown) => {
      if (error instanceof Unmet) throw error;
      return 'threw';
    },
  );
  demand(
    outcome === 'threw',
    'A reading of 1.5 MB was refused, and sendInBatches returned as if all were well.',
    'a send is not awaited, or its error is caught',
  );
});
