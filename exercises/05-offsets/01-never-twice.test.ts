import {
  demand,
  eventually,
  runProgram,
  say,
  test,
  verify,
  wireTap,
  type FaultOrder,
  type ObservedRecord,
  type Observer,
  type SuiteContext,
} from '#testkit';

// Starting a process takes its time where a machine is busy.
const patience = { timeout: 60_000 };
const partitions = 2;
/** So many records of each partition are no longer there. */
const deleted = { 0: 3, 1: 1 };
/** What the partitions end at. */
const ends = { 0: 14, 1: 6 };
const last = ['sms-0-13', 'sms-1-5'];

const source = ({ partition, n }: { partition: number; n: number }) => ({
  partition,
  key: n === 11 ? null : `sms-${partition}-${n}`,
  value: n === 12 ? null : n === 5 ? Buffer.from([0xff, 0x00, 0xfe]) : `Karte belastet: ${n} 円`,
});

async function prepare({ lab, observer }: SuiteContext): Promise<ObservedRecord[]> {
  await observer.createTopic(lab.topic, { partitions });
  await observer.createTopic(`${lab.topic}-sms`);
  const places = [0, 1].flatMap((partition) =>
    Array.from({ length: partition === 0 ? ends[0] : ends[1] }, (_, n) => ({ partition, n })),
  );
  await observer.produce(lab.topic, places.map(source));
  await observer.deleteRecords(lab.topic, deleted);
  return observer.records(lab.topic);
}

/** What an SMS is known by: its key, and of one record alone that it has none. */
const idOf = ({ key }: ObservedRecord): string => key || 'without a key';

const writtenTo = (observer: Observer, topic: string): Promise<ObservedRecord[]> => observer.records(`${topic}-sms`);

/** Starts the program and ends it with its power cut in the middle of the SMS `key`. */
async function cutPower({ lab, observer }: SuiteContext, key: string, fault: 'lose-answer' | 'delay'): Promise<void> {
  await using tap = await wireTap(lab.connection);
  // Who does not wait for a commit is at the SMS long before the broker has it.
  tap.fault({ on: 'OffsetCommit', times: Infinity, do: 'delay', ms: 40 });
  const on = { on: 'Produce', topic: `${lab.topic}-sms`, key } as const;
  const order: FaultOrder = fault === 'delay' ? { ...on, do: fault, ms: 20_000 } : { ...on, do: fault };
  const standing = tap.fault(order);
  await using program = runProgram(import.meta.url, { lab: { ...lab, connection: tap.connection }, within: 25_000 });
  let how = '';
  void program.end({ within: 30_000 }).then((end) => (how = end.how));
  await eventually(() => standing.fallen > 0 || how !== '', {
    within: 12_000,
    describe: say('to-be-sent', { key }),
    seen: async () => say('so-many', { count: (await writtenTo(observer, lab.topic)).length }),
    usually: say('does-not-read'),
  });
  demand(standing.fallen > 0, say('never-sent', { how, key }), say('see-the-log'));
  // Who does not wait for an SMS goes on to the next ones, while this one is held at the door.
  const since = performance.now();
  if (fault === 'delay')
    await eventually(() => performance.now() - since > 400, { describe: say('to-be-sent', { key }) });
  const dead = program[Symbol.asyncDispose]();
  tap.cut();
  await dead;
  await observer.removeMembers(lab.groupId);
}

async function lookAtTheRuins({ lab, observer }: SuiteContext): Promise<void> {
  const committed = await observer.committed(lab.groupId, lab.topic);
  const count = (await writtenTo(observer, lab.topic)).length;
  lab.log(say('log', { count, committed: JSON.stringify(committed), ends: JSON.stringify(ends) }));
}

async function goOn({ lab, observer, prove }: SuiteContext): Promise<ObservedRecord[]> {
  await using program = runProgram(import.meta.url, { lab, within: 25_000 });
  let written: ObservedRecord[] = [];
  let committed: Record<number, number> = {};
  const lastAreThere = async () => {
    written = await writtenTo(observer, lab.topic);
    return last.every((key) => written.some((sms) => sms.key === key));
  };
  const endIsCommitted = async () => {
    committed = await observer.committed(lab.groupId, lab.topic);
    return committed[0] === ends[0] && committed[1] === ends[1];
  };
  await prove('one-lost', async () => {
    await eventually(async () => (await lastAreThere()) || endIsCommitted(), {
      within: 12_000,
      describe: say('to-be-done'),
      seen: () => say('so-many', { count: written.length }),
      usually: say('does-not-go-on'),
    });
  });
  await prove('commits-the-end', async () => {
    await eventually(endIsCommitted, {
      within: 3_000,
      describe: say('to-commit-the-end', { ends: JSON.stringify(ends) }),
      seen: () => say('so-far', { committed: JSON.stringify(committed) }),
      usually: say('what-is-committed'),
    });
  });
  // What was committed before it was sent may still be on its way; what does not come is looked for by whoever called.
  await eventually(lastAreThere, { within: 2_000, describe: say('to-be-done') }).catch(() => {});
  await program[Symbol.asyncDispose]();
  await observer.removeMembers(lab.groupId);
  return writtenTo(observer, lab.topic);
}

async function judge({ prove }: SuiteContext, records: ObservedRecord[], written: ObservedRecord[]): Promise<void> {
  const ids = written.map(idOf);
  await prove('never-twice', () => {
    const received = [...new Set(ids.filter((id, at) => ids.indexOf(id) < at))];
    verify(say('twice'), { expected: [], received, usually: say('knew-nothing') });
  });
  await prove('as-written', () => {
    for (const sms of written) {
      const from = records.find((record) => idOf(record) === idOf(sms));
      if (from?.key === null) verify(say('key'), { expected: null, received: sms.key, usually: say('not-as-it-was') });
      const [expected, received] = [from, sms].map((each) => each?.valueBytes && [...each.valueBytes]);
      verify(say('bytes', { key: idOf(sms) }), { expected, received, usually: say('not-as-it-was') });
    }
  });
}

async function demandNoneLost({ prove }: SuiteContext, lost: string[]): Promise<void> {
  await prove('one-lost', () => verify(say('lost'), { expected: [], received: lost, usually: say('knew-too-early') }));
}

async function survive(suite: SuiteContext, key: string, fault: 'lose-answer' | 'delay'): Promise<void> {
  const records = await prepare(suite);
  await cutPower(suite, key, fault);
  await lookAtTheRuins(suite);
  const written = await goOn(suite);
  const there = new Set(written.map(idOf));
  const lost = records.map(idOf).filter((id) => id !== key && !there.has(id));
  await demandNoneLost(suite, lost);
  await judge(suite, records, written);
}

const proves = ['never-twice', 'one-lost', 'as-written', 'commits-the-end'];

test('not-heard', { proves, ...patience }, (suite) => survive(suite, 'sms-0-9', 'lose-answer'));

test('not-arrived', { proves, ...patience }, (suite) => survive(suite, 'sms-0-8', 'delay'));
