import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { configureSubjects, endSubjects, exportOf, loadSubject, subjectIsLoaded } from './process/current-subject.ts';
import { processOnly } from './process/isolation.ts';
import type { Service } from './run-tests.fixture.ts';
import { runTests, type TestRunOptions } from './run-tests.ts';
import { failedByAssertion, type TestRun } from './test-run.ts';

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

beforeAll(async () => {
  configureSubjects({ isolation: processOnly });
  loadSubject(new URL('run-tests.fixture.ts', import.meta.url).href);
  await subjectIsLoaded();
});
afterAll(endSubjects);

let noted: string[] = [];

async function run(name: string, add: Service['add'], options: Partial<TestRunOptions> = {}): Promise<TestRun> {
  noted = [];
  const note = async (where: string): Promise<void> => void noted.push(where);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as a suite imports it
  const register = exportOf(name) as (service: Service) => void;
  return runTests(register, { args: [{ add, note }], within: 20_000, ...options });
}

const right = async (one: number, other: number): Promise<number> => one + other;
const wrong = async (one: number, other: number): Promise<number> => (other === 0 ? 0 : one + other);

const statesOf = ({ tests }: TestRun) => tests.map(({ name, state }) => [name, state]);

test('tests run one after the other, and call what the suite has handed over', async () => {
  const outcome = await run('sums', right);
  expect(outcome).toMatchObject({ errors: [], wasCut: false });
  expect(statesOf(outcome)).toEqual([
    ['a sum > of two numbers', 'passed'],
    ['a sum > with nothing', 'passed'],
    ['is the same the other way round', 'passed'],
  ]);
  expect(noted).toEqual(['two', 'nothing', 'other way']);
});

test('the same tests fail by an assertion where the service is wrong, with no trace of the run before', async () => {
  await run('sums', right);
  const { tests } = await run('sums', wrong);
  expect(tests.filter(failedByAssertion)).toMatchObject([
    { name: 'a sum > with nothing', errors: [{ name: 'AssertionError' }] },
  ]);
});

test('they run in the reversed order', async () => {
  await run('sums', right, { reversed: true });
  expect(noted).toEqual(['other way', 'nothing', 'two']);
});

test('a decisive test that fails ends the run, another one does not', async () => {
  const decided = await run('sums', wrong, { decisive: ['a sum > with nothing'] });
  expect(statesOf(decided).at(-1)).toEqual(['is the same the other way round', 'skipped']);
  const open = await run('sums', wrong, { decisive: ['a sum > of two numbers'] });
  expect(statesOf(open).at(-1)).toEqual(['is the same the other way round', 'passed']);
});

test('what has not ended in time is broken off, and its hooks run', async () => {
  const outcome = await run('hangs', right, { within: 500 });
  expect(outcome.wasCut).toBe(true);
  expect(statesOf(outcome)).toEqual([
    ['does not come to its end', 'skipped'],
    ['has not begun', 'skipped'],
  ]);
  expect(noted).toEqual(['finished']);
});

test('an error, a time limit and a forgotten promise are no failed assertions', async () => {
  const { tests, errors } = await run('breaksOff', right);
  expect(tests.map(({ state }) => state)).toEqual(['failed', 'failed', 'passed']);
  expect(tests.filter(failedByAssertion)).toEqual([]);
  expect(errors).toEqual([{ name: 'Error', message: 'nobody waits' }]);
});

test('where nothing is registered there are no tests, and an error that says why', async () => {
  expect(await run('registersNothing', right)).toMatchObject({
    tests: [],
    errors: [{ message: expect.stringMatching(/^No test/) }],
  });
  expect(await run('cannotRegister', right)).toMatchObject({ tests: [], errors: [{ name: 'RangeError' }] });
});
