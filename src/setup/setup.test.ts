import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WorkbookError } from '../workbook-error.ts';
import { Setup, type SetupEvent } from './setup.ts';
import { stepNames, type Step, type StepName } from './step.ts';

let lockFolder: string;
beforeEach(async () => {
  lockFolder = await mkdtemp(join(tmpdir(), 'workbook setup '));
});
afterEach(() => rm(lockFolder, { recursive: true, force: true }));

const idle: Step = {
  title: 'a step',
  needs: [],
  uses: [],
  yieldsTo: [],
  without: 'The rest works without it.',
  upToDate: () => true,
  run: async () => {},
};

/** Steps that are up to date but for those given. */
function table(own: Partial<Record<StepName, Partial<Step>>>): Record<StepName, Step> {
  const step = (name: StepName): Step => ({ ...idle, ...(own[name] && { upToDate: () => false, ...own[name] }) });
  return {
    jars: step('jars'),
    python: step('python'),
    java: step('java'),
    jupyter: step('jupyter'),
    kernel: step('kernel'),
    native: step('native'),
  };
}

test('steps that need nothing of each other run at the same time', async () => {
  const both = Promise.withResolvers<undefined>();
  let started = 0;
  const run = async () => {
    if ((started += 1) === 2) both.resolve(undefined);
    await both.promise;
  };
  const setup = new Setup(table({ jars: { run }, kernel: { run } }), { lockFolder });
  await Promise.all([setup.step('jars'), setup.step('kernel')]);
  expect(started).toBe(2);
});

test('a step runs once, after what it needs', async () => {
  const order: string[] = [];
  const steps = table({
    python: { run: async () => void order.push('python') },
    jupyter: { needs: ['python'], run: async () => void order.push('jupyter') },
  });
  const setup = new Setup(steps, { lockFolder });
  await Promise.all([setup.step('jupyter'), setup.step('python'), setup.step('jupyter')]);
  expect(order).toEqual(['python', 'jupyter']);
});

test('a step lets others go first where they are wanted, and does not start them where they are not', async () => {
  const order: string[] = [];
  const steps = table({
    jars: { run: async () => void order.push('jars') },
    native: { yieldsTo: ['jars', 'java'], run: async () => void order.push('native') },
    java: { run: async () => void order.push('java') },
  });
  const setup = new Setup(steps, { lockFolder });
  await Promise.all([setup.step('jars'), setup.step('native')]);
  expect(order).toEqual(['jars', 'native']);
});

test('a step that fails skips those that need it, and leaves the others alone', async () => {
  const steps = table({
    python: {
      title: 'Python',
      run: async () => {
        throw new Error('ENOSPC: no space left on device');
      },
    },
    java: { uses: ['python'], run: async () => {} },
    jupyter: { needs: ['python'] },
    jars: {},
  });
  const setup = new Setup(steps, { lockFolder });
  const results = await Promise.allSettled(stepNames.map((name) => setup.step(name)));
  expect(results.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
  const failed = setup.status.get('python');
  expect(failed).toMatchObject({ state: 'failed' });
  expect(setup.status.get('jupyter')).toMatchObject({ state: 'skipped', because: 'python' });
  const error = failed?.state === 'failed' ? failed.error : undefined;
  expect(error?.message).toMatch(/^Python: the disk is full. The rest works without it.\n {2}ENOSPC/);
  expect(error?.next).toMatch(/disk space/);
});

test('an up-to-date step starts nothing, not even what it needs', async () => {
  const events: SetupEvent[] = [];
  const steps = { ...table({ python: {} }), jupyter: { ...idle, needs: ['python'] as const } };
  const setup = new Setup(steps, { lockFolder, onEvent: (event) => events.push(event) });
  await setup.step('jupyter');
  expect(events).toEqual([{ step: 'jupyter', title: 'a step', status: { state: 'done', ms: 0 } }]);
});

test('two set-ups at once do the work once, and the waiting one says so', async () => {
  let runs = 0;
  let done = false;
  const waits = Promise.withResolvers<undefined>();
  const steps = table({
    jars: {
      upToDate: () => done,
      run: async () => {
        runs += 1;
        await waits.promise;
        done = true;
      },
    },
  });
  // Either may get the lock first: what counts is that the other one says that it waits.
  const onEvent = ({ status }: SetupEvent) => {
    if (status.state === 'running' && status.text.startsWith('waiting')) waits.resolve(undefined);
  };
  const setups = [new Setup(steps, { lockFolder, onEvent }), new Setup(steps, { lockFolder, onEvent })];
  await Promise.all(setups.map((setup) => setup.step('jars')));
  expect(runs).toBe(1);
});

test('an interrupted step is not a failed one', async () => {
  const control = new AbortController();
  const steps = table({
    native: {
      run: async ({ signal }) => {
        control.abort(new Error('interrupted'));
        signal.throwIfAborted();
      },
    },
  });
  const setup = new Setup(steps, { lockFolder, signal: control.signal });
  await expect(setup.step('native')).rejects.toThrow('interrupted');
  expect(setup.status.get('native')?.state).toBe('running');
});

test('a WorkbookError of a step is passed on as it is', async () => {
  const error = new WorkbookError('There is no Python.', { next: 'install it' });
  const setup = new Setup(table({ python: { run: () => Promise.reject(error) } }), { lockFolder });
  await expect(setup.step('python')).rejects.toBe(error);
});
