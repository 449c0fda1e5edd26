// What the kernel repairs, each against a real kernel. On tslab as published every test here fails (kernel.fixture.ts).
import { once } from 'node:events';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { projectRoot } from '../project.ts';
import { eventually } from '../testkit/eventually.ts';
import { Observer } from '../testkit/observer.ts';
import { startKernel, type Ran, type TestKernel } from './kernel.fixture.ts';
import { isAlive } from '../testkit/process/is-alive.ts';

let kernel: TestKernel;
const folder = mkdtempSync(join(tmpdir(), 'workbook kernel test '));

beforeAll(async () => {
  kernel = await startKernel({ env: { WORKBOOK_STRICT: '1' } });
}, 120_000);

afterAll(async () => {
  await kernel[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

// After a failure a kernel aborts what comes within a moment.
beforeEach(async () => {
  await eventually(async () => (await kernel.execute('1')).status === 'ok', { describe: 'the kernel to be ready' });
});

const passes = async (code: string): Promise<Ran> => {
  const ran = await kernel.execute(code);
  expect(ran.reply.traceback?.join('\n') ?? ran.status).toBe('ok');
  return ran;
};

describe('names of earlier cells', () => {
  test('stand in { shorthand }', async () => {
    await passes(`const topic = 'orders';`);
    expect((await passes(`const request = { topic, n: 1 }; console.log(request.topic)`)).printed).toBe('orders\n');
  });

  test('are taken apart by nested patterns', async () => {
    await passes(`const nested = { topic: 'inner', deep: { list: [1, 2] } };`);
    const ran = await passes(`const { topic: own, deep: { list: [first] } } = nested; console.log(own, first)`);
    expect(ran.printed).toBe('inner 1\n');
    const computed = await passes(`console.log(JSON.stringify({ topic: 1, [topic]: 2 }))`);
    expect(computed.printed).toBe('{"topic":1,"orders":2}\n');
  });

  test('are assigned to by patterns, with and without a standard value', async () => {
    await passes(
      `let name = ''; let place: string | undefined = ''; const found: { name: string; place?: string } = { name: 'Ann' };`,
    );
    await passes(`({ name, place = 'here' } = found);`);
    expect((await passes(`console.log(name, place)`)).printed).toBe('Ann here\n');
    await passes(`({ name: place } = { name: 'there' });`);
    expect((await passes(`console.log(place)`)).printed).toBe('there\n');
  });
});

describe('the compiler', () => {
  test('checks cells as strictly as tsconfig.json says', async () => {
    const missing = await kernel.execute('const text: string = undefined;');
    expect(missing.reply).toMatchObject({ status: 'error', ename: 'TypeScriptError' });
    expect(missing.reply.evalue).toContain("Line 1: Type 'undefined' is not assignable to type 'string'.");
    const unchecked = await kernel.execute('const list: string[] = [];\nlist[0].length;');
    expect(unchecked.reply.evalue).toBe("Line 2: Object is possibly 'undefined'. (TS2532)");
  });

  test('takes types from a package that maps its exports', async () => {
    const { printed } = await passes(
      `import { createHighlighterCore } from 'shiki/core'; console.log(typeof createHighlighterCore);`,
    );
    expect(printed).toBe('function\n');
  });

  test('disposes what `await using` holds at the end of the cell', async () => {
    const hold = `{ async [Symbol.asyncDispose]() { console.log('closed'); } }`;
    expect((await passes(`await using held = ${hold}; console.log('open');`)).printed).toBe('open\nclosed\n');
    const { printed } = await passes(`for (const n of [1, 2]) { await using held2 = ${hold}; console.log(n); }`);
    expect(printed).toBe('1\nclosed\n2\nclosed\n');
  });

  test('imports #notebook, and .ts files from anywhere', async () => {
    const file = join(folder, 'own.ts');
    writeFileSync(file, 'export const answer: number = 42;\n');
    await passes(`import { table } from '#notebook'; import { answer } from ${JSON.stringify(file)};`);
    const shown = (await passes(`table([{ answer }])`)).messages.find(({ type }) => type === 'display_data');
    expect(JSON.stringify(shown?.content)).toContain('<td style=\\"text-align: right\\">42</td>');
  });

  test('goes on when a file that a cell imported changes on disk', async () => {
    const file = join(folder, 'changing.ts');
    writeFileSync(file, 'export const before = 1;\n');
    await passes(`import { before } from ${JSON.stringify(file)};`);
    const watcher = watch(file);
    appendFileSync(file, 'export const after = 2;\n');
    await once(watcher, 'change');
    watcher.close();
    expect((await passes('console.log(before)')).printed).toBe('1\n');
  });
});

/** Code for a cell that goes on as soon as the fact holds. */
const until = (fact: string): string => `while (!${fact}) await new Promise((resolve) => setImmediate(resolve));`;

describe('a failure', () => {
  test('has name, text and the line of the cell', async () => {
    const ran = await kernel.execute(
      `interface Gone { n: number }\n\nconst fail = (gone: Gone) => {\n  throw new RangeError('too ' + gone.n);\n};\n\nfail({ n: 3 });`,
    );
    expect(ran.reply).toMatchObject({ status: 'error', ename: 'RangeError', evalue: 'too 3' });
    expect(ran.messages.find(({ type }) => type === 'error')?.content).toMatchObject({ ename: 'RangeError' });
    expect(ran.reply.traceback?.join('\n')).toMatch(
      /^RangeError: too 3\n {4}at fail \(cell \d+:4:9\)\n {4}at cell \d+:7:1$/,
    );
  });

  test('of a promise that nobody awaits fails the cell', async () => {
    const ran = await kernel.execute(`void Promise.reject(new Error('nobody waits'));`);
    expect(ran.reply).toMatchObject({ status: 'error', ename: 'StrayError' });
    expect(ran.reply.evalue).toMatch(
      /^Cell \d+ started work that failed, and nothing awaited it: Error: nobody waits$/,
    );
  });

  test('that comes later fails the cell that runs then, and names the one that started it', async () => {
    const { reply } = await passes(
      `const stray = { ...Promise.withResolvers<void>(), thrown: false };
       void stray.promise.then(() => setTimeout(() => { stray.thrown = true; throw new Error('late'); }));`,
    );
    const { reply: late } = await kernel.execute(`stray.resolve(); ${until('stray.thrown')}`);
    expect(late.evalue).toBe(
      `Cell ${reply.execution_count} started work that failed, and nothing awaited it: Error: late`,
    );
  });

  test('leaves the rest of "run all" alone', async () => {
    const [failed, next] = await Promise.all([
      kernel.execute('throw new Error()', { stop_on_error: true }),
      kernel.execute('1', { stop_on_error: true }),
    ]);
    expect([failed.status, next.status]).toEqual(['error', 'aborted']);
    await eventually(async () => (await kernel.execute('1')).status === 'ok', { describe: 'the kernel to go on' });
  });
});

describe('messages', () => {
  test('say which code runs under which number', async () => {
    const { messages, reply } = await passes('const numbered = 1;');
    expect(messages[0]).toEqual({
      type: 'execute_input',
      content: { code: 'const numbered = 1;', execution_count: reply.execution_count },
    });
  });

  test('carry all that a loop prints, in few pieces', async () => {
    const { printed, messages } = await passes('for (let n = 0; n < 20_000; n += 1) console.log(n);');
    expect(printed.split('\n')).toHaveLength(20_001);
    expect(messages.length).toBeLessThan(200);
  });

  test('all arrive, also those behind one for which the socket takes its time', async () => {
    // In turns to both streams, so that each is a message of its own.
    const ran = await passes('for (let n = 0; n < 1_200; n += 1) process[n % 2 ? "stdout" : "stderr"].write(`${n} `);');
    expect(ran.printed.trim().split(' ').map(Number)).toEqual(Array.from({ length: 1_200 }, (_, n) => n));
  });

  test('bring late output to the cell that started the work', async () => {
    const id = await kernel.start(
      `console.log('first');
       const echo = { ...Promise.withResolvers<void>(), said: false };
       void echo.promise.then(() => { console.log('late'); echo.said = true; });`,
    );
    expect((await passes(`echo.resolve(); ${until('echo.said')} console.log('second');`)).printed).toBe('second\n');
    expect((await kernel.finish(id)).printed).toBe('first\nlate\n');
  });

  test('put progress in the place of what was shown before', async () => {
    await passes(`import { progress } from '#notebook';`);
    const { messages } = await passes(`const bar = progress('work', 2); bar.update(1); bar.end('done');`);
    const shown = messages.slice(1).map(({ type, content }) => [type, JSON.stringify(content['data'])]);
    expect(shown.map(([type]) => type)).toEqual(['display_data', 'update_display_data', 'update_display_data']);
    expect(shown.at(-1)?.[1]).toContain('work: done');
    expect(new Set(messages.slice(1).map(({ content }) => JSON.stringify(content['transient']))).size).toBe(1);
  });

  test('answer what JupyterLab asks about comms and the kernel', async () => {
    expect(await kernel.request('comm_info_request', {})).toEqual({
      type: 'comm_info_reply',
      content: { status: 'ok', comms: {} },
    });
    expect(await kernel.request('kernel_info_request', {})).toMatchObject({
      content: { status: 'ok', language_info: { version: '6.0.3' } },
    });
  });
});

const mark = (name: string): string =>
  `Reflect.get(globalThis, 'workbookKernel')?.onEnd(() => console.log('${name} cleaned up'));`;

describe('an interrupt', () => {
  test('ends a cell that waits, and cleans up what it started', async () => {
    await passes(mark('earlier'));
    const id = await kernel.start(`${mark('this')} await null; console.log('waiting'); await new Promise(() => {});`);
    await kernel.interrupt();
    const { reply, printed } = await kernel.finish(id);
    expect(reply).toMatchObject({ status: 'error', ename: 'Interrupted' });
    expect(printed).toBe('waiting\nthis cleaned up\n');
  });

  test('is the last that is seen of a cell that goes on after what it was waiting for', async () => {
    const id = await kernel.start(
      `await null; console.log('waiting');
       await new Promise((done) => Reflect.set(globalThis, 'goOn', done));
       console.log('still here'); Reflect.set(globalThis, 'wentOn', true);`,
    );
    await kernel.interrupt();
    const goOn = `Reflect.get(globalThis, 'goOn')(); await new Promise((done) => setTimeout(done));
       console.log('went on: ' + Reflect.get(globalThis, 'wentOn'));`;
    // Cells that follow at once belong to the same "run all" and are not run.
    const after = await eventually(
      async () => {
        const ran = await kernel.execute(goOn);
        return ran.status === 'ok' ? ran : undefined;
      },
      { describe: 'the next cell to run' },
    );
    expect(after.printed).toBe('went on: true\n');
    const { reply, printed } = await kernel.finish(id);
    expect(printed).toBe('waiting\n');
    expect(reply.traceback?.join()).toContain('is not shown here any more');
  });

  test('ends a cell that computes for ever', async () => {
    const id = await kernel.start(`console.log('busy'); for (;;);`);
    await kernel.interrupt();
    expect((await kernel.finish(id)).reply).toMatchObject({ ename: 'Interrupted' });
  });
});

test('a restart lets consumers leave their group', async () => {
  const { connection, prefix } = inject('workbook');
  await using observer = new Observer(connection);
  const [topic, group] = [`${prefix}-restart`, `${prefix}-restart-group`];
  await observer.createTopic(topic);
  await passes(`import { Kafka, logLevel } from 'kafkajs'; import { closedAtEnd } from '#notebook';
    const kafka = new Kafka({ ...${JSON.stringify(connection)}, logLevel: logLevel.NOTHING });
    const consumer = closedAtEnd(kafka.consumer({ groupId: '${group}', maxWaitTimeInMs: 200 }));
    await consumer.connect();
    await consumer.subscribe({ topic: '${topic}' });
    await consumer.run({ eachMessage: async () => {} });`);
  await eventually(async () => (await observer.group(group)).members.length === 1, { describe: 'the member to join' });
  await kernel.restart();
  expect((await observer.group(group)).state).toBe('Empty');
});

test('a kernel whose Jupyter was killed ends, even in the middle of a loop', async () => {
  const lonely = await startKernel();
  const { printed } = await lonely.execute('console.log(process.pid)');
  await lonely.start(`console.log('busy'); await null; for (;;);`);
  lonely.killParent();
  expect(isAlive(Number(printed))).toBe(true);
  await eventually(() => !isAlive(Number(printed)), { within: 25_000, describe: 'the kernel to end' });
});

test('a kernel starts from a folder with a space in its name', async () => {
  const root = join(folder, 'my workbook');
  mkdirSync(join(root, 'notebooks'), { recursive: true });
  cpSync(join(projectRoot, 'kernel'), join(root, 'kernel'), {
    recursive: true,
    filter: (path) => !path.includes('node_modules'),
  });
  symlinkSync(join(projectRoot, 'kernel', 'node_modules'), join(root, 'kernel', 'node_modules'), 'junction');
  cpSync(join(projectRoot, 'tsconfig.json'), join(root, 'tsconfig.json'));
  symlinkSync(join(projectRoot, 'node_modules'), join(root, 'node_modules'), 'junction');
  await using spaced = await startKernel({ root });
  expect((await spaced.execute('console.log(process.cwd())')).printed).toBe(`${join(root, 'notebooks')}\n`);
});

test('process.exit does not end a kernel', async () => {
  const { evalue } = (await kernel.execute('process.exit(3)')).reply;
  expect(evalue).toContain('process.exit() would end the notebook');
  await passes('1');
});
