// Learners' files that go wrong, each with the sentence that tells it.
import type { Result } from './result.ts';

export interface Case {
  readonly name: string;
  readonly code: string;
  readonly status: Result['status'];
  /** In the message of the run, where it has one, else of the first test. */
  readonly says: RegExp;
}

/** A file whose function has this body. */
export const stub = (body: string): string => `
import { Kafka } from 'kafkajs';
export async function sendARecord(lab, key) {
${body}
}`;

const solved = (between: string): string =>
  stub(`  const producer = new Kafka({ ...lab.connection }).producer();
  ${between}
  await producer.connect();
  const [written] = await producer.send({ topic: lab.topic, messages: [{ key, value: 'v' }] });
  await producer.disconnect();
  return written.partition;`);

/** What goes wrong in a learner's file, and how it is told. */
export const cases: readonly Case[] = [
  {
    name: 'a syntax error',
    code: 'export async function sendARecord(lab { }',
    status: 'failed',
    says: /a-syntax-error\.ts does not compile \(line 1\): /,
  },
  { name: 'an enum', code: 'export enum A { B }', status: 'failed', says: /an-enum\.ts does not compile.*enum/ },
  {
    name: 'no such export',
    code: 'export const other = 1;',
    status: 'failed',
    says: /no-such-export\.ts does not export sendARecord/,
  },
  {
    name: 'a missing module',
    code: `import 'kafka-node';`,
    status: 'failed',
    says: /imports "kafka-node", and there is no such module/,
  },
  {
    name: 'an error on import',
    code: `\nthrow new TypeError('early');\nexport async function sendARecord() {}`,
    status: 'failed',
    says: /fails as soon as it is imported: TypeError: early \(an-error-on-import\.ts, line 2\)/,
  },
  {
    name: 'an endless loop',
    code: stub('  for (;;) {}'),
    status: 'failed',
    says: /did not give way for \d+ s.*\(an-endless-loop\.ts, line 4\)/,
  },
  {
    name: 'an endless loop on import',
    code: 'for (;;) {}\nexport async function sendARecord() {}',
    status: 'failed',
    says: /did not give way for \d+ s.*line 1\)/,
  },
  {
    name: 'an endless await',
    code: stub('  for (;;) await null;'),
    status: 'failed',
    says: /did not give way for \d+ s/,
  },
  {
    name: 'process exit',
    code: stub('  process.exit(0);'),
    status: 'failed',
    says: /called process\.exit\(0\), which ends the whole process/,
  },
  {
    name: 'an abort',
    code: stub('  process.abort();'),
    status: 'failed',
    says: /ended in the middle \(signal SIGABRT\)/,
  },
  {
    name: 'a kill',
    code: stub('  process.kill(process.pid, "SIGKILL");'),
    status: 'failed',
    says: /ended in the middle \(signal SIGKILL\)/,
  },
  {
    name: 'a memory flood',
    code: stub(
      '  const all = []; for (;;) { all.push(Buffer.alloc(20_000_000, 1)); await new Promise(setImmediate); }',
    ),
    status: 'failed',
    says: /used \d+ MB, so it was stopped/,
  },
  {
    name: 'a heap flood',
    code: stub('  const all = []; for (;;) all.push(new Array(1000).fill({}));'),
    status: 'failed',
    says: /so it was stopped/,
  },
  {
    name: 'an unhandled rejection',
    code: solved('void Promise.reject(new Error("lost"));'),
    status: 'failed',
    says: /was rejected and nobody handled it: lost \(an-unhandled-rejection\.ts, line 5\)/,
  },
  {
    name: 'an uncaught exception',
    code: solved('setTimeout(() => { throw new Error("later") }, 1); await new Promise((r) => setTimeout(r, 20));'),
    status: 'failed',
    says: /nobody handled it: later \(an-uncaught-exception\.ts, line 5\)/,
  },
  {
    name: 'a thrown string',
    code: stub('  throw "oops";'),
    status: 'failed',
    says: /threw .?oops.?, which is not an Error/,
  },
  {
    name: 'a thrown error',
    code: stub('  throw new RangeError("too far");'),
    status: 'failed',
    says: /Your code threw: RangeError: too far \(a-thrown-error\.ts, line 4\)/,
  },
  {
    name: 'a wrong port',
    code: stub('  await new Kafka({ brokers: ["127.0.0.1:1"], retry: { retries: 0 } }).producer().connect();'),
    status: 'failed',
    says: /Your code threw: KafkaJS.*ECONNREFUSED/,
  },
  {
    name: 'a promise that never settles',
    code: stub('  await new Promise(() => {});'),
    status: 'failed',
    says: /had not ended after 10 s/,
  },
  {
    name: 'a megabyte of words',
    code: stub('  for (let i = 0; i < 20_000; i += 1) console.log("x".repeat(50)); return 0;'),
    status: 'failed',
    says: /Waited 1 s for 1 record/,
  },
];
