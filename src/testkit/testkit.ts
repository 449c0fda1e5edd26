/* oxlint-disable vitest/no-commented-out-tests -- the header shows a whole suite */
// What exercise suites import as `#testkit`. Nothing here imports from the rest of src.
//
// A complete suite, exercises/02-producers/01-send-an-order.test.ts:
//
//   import { say, test, verify } from '#testkit';
//   import { sendAnOrder } from './01-send-an-order.ts';   // the runner swaps this for the file under test
//
//   test('writes-the-order', { proves: ['key', 'value'] }, async ({ lab, observer, prove }) => {
//     await observer.createTopic(lab.topic, { partitions: 3 });
//     await sendAnOrder(lab, { id: 'order-7', total: 12.5 });
//     const [record] = await observer.waitForRecords(lab.topic, 1, { usually: say('not-awaited') });
//     await prove('key', () =>
//       verify(say('the-key'), { expected: 'order-7', received: record?.key, usually: say('key-beside-value') }),
//     );
//     await prove('value', () => …);
//   });
//
// and its words, 01-send-an-order.words.en.yaml: the title of each test by its id, what messages say by key.
//
//   tests:
//     writes-the-order: writes the order under its id
//   words:
//     not-awaited: send() was not awaited
//     the-key: the key of the record
//     key-beside-value: 'the key stands beside the value: messages: [{ key, value }]'
//
// `proves` names requirements of the task's front matter. A failure within `prove` marks that requirement and is kept: the
// test goes on, so that the others are judged too. Each test gets a fresh `lab` (topic and group id of its own; the topic
// is created by whoever needs it), the connected `observer`, and `stop()`, which aborts lab.signal early. Tests run one
// after the other, 10 s each where nothing else is said. Never sleep: wait for a fact with `eventually`, or for the
// learner's promise with `settles`; both say at the deadline what was awaited.
// A program that must be stopped by a signal runs in a process of its own:
//
//   await using program = runProgram(import.meta.url, { lab });
//   await program.waitForOutput(/ready/, { usually: 'lab.log("ready") is missing' });
//   program.signal('SIGTERM');
//   verify('how the program ended', { expected: 'exit code 0', received: (await program.end({ within: 3_000 })).how });
export { expect, expectTypeOf, describe, beforeEach, afterEach } from 'vitest';
export type { Lab, LabConnection } from './lab.ts';
export { test, newLab, type SuiteContext } from './test.ts';
export { say } from './say.ts';
export { uniqueName } from './unique-name.ts';
export { eventually, settles, type Deadline } from './eventually.ts';
export { verify, demand, type Comparison } from './verify.ts';
export { Unmet } from './unmet.ts';
export { Observer, type TopicShape } from './observer.ts';
export { murmur2 } from '../kafka/murmur2.ts';
export type { ObservedRecord, Isolation } from '../kafka/records.ts';
export type { ObservedGroup, ObservedMember } from '../kafka/groups.ts';
export {
  wireTap,
  type WireTap,
  type TappedConnection,
  type TappedRequest,
  type ProducedBatch,
  type FallenFault,
  type FaultOrder,
  type StandingOrder,
} from '../lab/door/wire-tap.ts';
export { silentServer, deadAddress, unknownAddress, type SilentServer } from '../lab/door/silent-server.ts';
export type { ClusterControl, OfPartition } from './cluster-control.ts';
export { missed } from './harness-error.ts';
export { schemaRegistry } from './schema-registry.ts';
export { newUser, type Permission, type User } from './user.ts';
export { standStill, turn } from './subject.ts';
export { isQuiet } from './is-quiet.ts';
export { allClosed, atReturn } from './at-return.ts';
export { Machine } from './machine.ts';
export { runTests, type TestRunOptions } from './run-tests.ts';
export { TestBench } from './test-bench.ts';
export { failedByAssertion, type TestRun } from './test-run.ts';
export { runProgram, type Program, type ProgramEnd, type ProgramOptions } from './run-program.ts';
