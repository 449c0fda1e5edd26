import {
  demand,
  eventually,
  runProgram,
  say,
  test,
  verify,
  wireTap,
  type ObservedRecord,
  type Observer,
  type Program,
  type StandingOrder,
  type SuiteContext,
  type WireTap,
} from '#testkit';

// Starting a process takes its time where a machine is busy.
const patience = { timeout: 60_000 };
const partitions = 2;
/** So many records of each partition are no longer there. */
const deleted = { 0: 3, 1: 1 };
/** What the partitions end at. */
const ends = { 0: 14, 1: 9 };
const last = ['sms-0-13', 'sms-1-8'];
/** The customer was charged twice: in partition 1 this record and the one behind it say the same. */
const charged = 3;

function source({ partition, n: at }: { partition: number; n: number }) {
  const n = partition === 1 && at === charged + 1 ? charged : at;
  const key = n === 11 ? null : `sms-${partition}-${n}`;
  const value = n === 12 ? null : n === 5 ? Buffer.from([0xff, 0x00, 0xfe]) : `Karte belastet: ${n} 円`;
  return { partition, key, value };
}

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
const idOf = ({ key }: ObservedRecord): string => key || say('without-a-key');

/** The ids of records, of which some say the same, that stand there more often than in the others. */
function moreOften(records: ObservedRecord[], others: ObservedRecord[]): string[] {
  const count = (list: ObservedRecord[], id: string): number => list.filter((each) => idOf(each) === id).length;
  return [...new Set(records.map(idOf))].filter((id) => count(records, id) > count(others, id));
}

const writtenTo = (observer: Observer, topic: string): Promise<ObservedRecord[]> => observer.records(`${topic}-sms`);

/** The SMS in which the power is cut, the one before it, and what the door does then. */
interface Cut {
  readonly key: string;
  readonly before: string;
  readonly fault: 'lose-answer' | 'delay';
}

/** A door at which `cut` is called when the SMS is in the topic and its answer is lost; `standing` says when. */
async function openDoor({ lab }: SuiteContext, { key, before, fault }: Cut, cut: () => void) {
  const on = { on: 'Produce', topic: `${lab.topic}-sms` } as const;
  const tap = await wireTap(lab.connection, {
    log(line) {
      if (!holdsCommits && isNear?.fallen === 1)
        holdsCommits = tap.fault({ on: 'OffsetCommit', do: 'delay', ms: 1_000 });
      else lab.log(line);
      // At once: what a client tries again after a moment is not to count.
      if (fault === 'lose-answer' && standing.fallen === 1) cut();
    },
  });
  let holdsCommits: StandingOrder | undefined;
  const standing: StandingOrder = tap.fault({
    ...on,
    key,
    ...(fault === 'delay' ? { do: fault, ms: 20_000 } : { do: fault }),
  });
  // The commit behind the SMS before takes its time: who does not wait for it is at the SMS before the broker has it.
  const isNear = fault === 'delay' ? undefined : tap.fault({ ...on, key: before, do: 'delay', ms: 1 });
  return { tap, standing };
}

/** Starts the program and ends it with its power cut in the middle of an SMS. */
async function cutPower(suite: SuiteContext, cut: Cut): Promise<void> {
  const { lab, observer } = suite;
  const { key } = cut;
  const door = await openDoor(suite, cut, () => void program[Symbol.asyncDispose]());
  await using tap = door.tap;
  const tapped = { ...lab, connection: tap.connection };
  await using program: Program = runProgram(import.meta.url, { lab: tapped, within: 32_000 });
  let how = '';
  void program.end({ within: 37_000 }).then((end) => (how = end.how));
  let written: ObservedRecord[] = [];
  // Who asks for no confirmation gives the door no answer to lose: then the SMS in the topic is the moment.
  const isThere = () => written.some((sms) => sms.key === key);
  await eventually(
    async () => {
      if (door.standing.fallen > 0 || how !== '') return true;
      written = await writtenTo(observer, lab.topic);
      return isThere();
    },
    {
      within: 22_000, // a transaction for each SMS takes its time
      describe: say('to-be-sent', { key }),
      seen: () => say('so-many', { count: written.length }),
      usually: say('does-not-read'),
    },
  );
  demand(door.standing.fallen > 0 || isThere(), say('never-sent', { how, key }), say('see-the-log'));
  if (cut.fault === 'delay') await runsAhead(tap);
  const dead = program[Symbol.asyncDispose]();
  // What is still held at the door is gone with the machine.
  tap.cut();
  await dead;
  await observer.removeMembers(lab.groupId);
}

/** Who does not wait for an SMS goes on to the next ones while it is held at the door; a moment is left for that. */
async function runsAhead(tap: WireTap): Promise<void> {
  const [since, commits] = [performance.now(), tap.count('OffsetCommit')];
  const isOver = () => performance.now() - since > 700 || tap.count('OffsetCommit') > commits + 2;
  await eventually(isOver, { within: 5_000, describe: say('to-be-done') });
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
  return await writtenTo(observer, lab.topic);
}

async function judge({ prove }: SuiteContext, records: ObservedRecord[], written: ObservedRecord[]): Promise<void> {
  await prove('never-twice', () => {
    const received = moreOften(written, records);
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

async function survive(suite: SuiteContext, cut: Cut): Promise<void> {
  const records = await prepare(suite);
  await cutPower(suite, cut);
  await lookAtTheRuins(suite);
  const written = await goOn(suite);
  const lost = moreOften(records, written).filter((id) => id !== cut.key);
  await demandNoneLost(suite, lost);
  await judge(suite, records, written);
}

const proves = ['never-twice', 'one-lost', 'as-written', 'commits-the-end'];

test('not-heard', { proves, ...patience }, (suite) =>
  survive(suite, { key: 'sms-0-9', before: 'sms-0-8', fault: 'lose-answer' }),
);

test('not-arrived', { proves, ...patience }, (suite) =>
  survive(suite, { key: 'sms-0-8', before: 'sms-0-7', fault: 'delay' }),
);
