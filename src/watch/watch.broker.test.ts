import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, type TestContext } from 'vitest';
import { shareAlone } from '../lab/broker/share-alone.fixture.ts';
import { cli, copyCourse, type CourseCopy } from '../commands/course.fixture.ts';
import { processesBelow } from '../measure/processes-below.ts';
import { openTerminal, type Terminal } from './terminal.fixture.ts';

const exercise = 'exercises/01-basics/01-send-a-record.ts';
const answer = 'solutions/01-basics/01-send-a-record.ts';
const loop = 'export async function sendARecord() { for (;;) {} }\n';

const { brokers } = inject('workbook').connection;
let course: CourseCopy;
let stub = '';

beforeAll(async () => {
  course = await copyCourse();
  stub = await readFile(course.path(exercise), 'utf8');
});
afterAll(async () => course[Symbol.asyncDispose]());
beforeEach(async () => {
  await rm(course.path('.workbook'), { recursive: true, force: true });
  await writeFile(course.path(exercise), stub);
});

/** Watch mode on a terminal, at the first exercise, with its task shown and a broker there. */
async function watching(test: TestContext, { columns = 80, args = [] as string[] } = {}): Promise<Terminal> {
  const env = {
    ...course.env,
    NO_COLOR: '',
    KAFKA_BOOTSTRAP_SERVERS: brokers.join(','),
  };
  const terminal = openTerminal([cli, 'watch', '--broker', 'given', ...args], { env, columns });
  test.onTestFinished(async () => terminal[Symbol.asyncDispose]());
  await terminal.waitFor(/Broker: (the given|embedded) Kafka/, 30_000);
  return terminal;
}

const save = async (text: string): Promise<void> => writeFile(course.path(exercise), text);

const addressIn = (screen: string): string | undefined => /embedded Kafka \S+ on (\S+)/.exec(screen)?.[1];

/** The process that a process started, itself or by others, with these words in its command line. */
async function pidBelow(ancestor: number, words: string): Promise<number> {
  // The guard of a JVM has its words, too, and comes before it.
  const found = (await processesBelow(ancestor)).findLast(({ command }) => command.includes(words));
  if (!found) throw new Error(`No process below ${ancestor} has ${words} in its command line.`);
  return found.pid;
}

describe('watch mode on a terminal', () => {
  it('judges a saved file, stays there after a pass, and moves on when told', async (test) => {
    const terminal = await watching(test);
    await cp(course.path(answer), course.path(exercise));
    await terminal.waitFor(['Press n to go on to 1/2 Read in a group.', '✓ writes a record with the key']);
    terminal.type('n');
    await terminal.waitFor(['1/2 Read in a group', '1 of 3 exercises passed']);
  });

  it('checks two files that are saved at once, and says how the other one went', async (test) => {
    const terminal = await watching(test);
    const other = 'exercises/01-basics/02-read-in-a-group.ts';
    const [right, untouched] = await Promise.all([
      readFile(course.path(answer), 'utf8'),
      readFile(course.path(other), 'utf8'),
    ]);
    await Promise.all([save(right), writeFile(course.path(other), `${untouched}// saved`)]);
    // Which of the two is shown is the file system's to say: the one whose change is told last, or the current one.
    await terminal.waitFor(/Saved too: 1\/(1 passed|2 is not there yet)\./);
  });

  it('shows hints one by one, and resumes with them', async (test) => {
    const terminal = await watching(test);
    terminal.type('h');
    expect(await terminal.waitFor('Hint 1 of 2')).not.toContain('Hint 2');
    terminal.type('h');
    await terminal.waitFor('Hint 2 of 2');
    terminal.type('h');
    await terminal.waitFor('There are no more hints.');
    terminal.type('q');
    expect(await terminal.exited).toBe(0);
    const later = await watching(test);
    later.type('h');
    await later.waitFor(['Hint 2 of 2', 'h hint 2/2']);
  });

  it('opens the solution to those who ask twice, and another exercise from the list', async (test) => {
    const terminal = await watching(test);
    terminal.type('s');
    await terminal.waitFor('Press s again to give up');
    terminal.type('s');
    await terminal.waitFor(['From your file (-) to the solution (+):', '-  return -1;']);
    terminal.type('l');
    await terminal.waitFor('❯ ○ 1/1');
    terminal.type('\u001b[B');
    await terminal.waitFor('❯ ○ 1/2');
    terminal.type('\r');
    await terminal.waitFor([/^1\/2 Read in a group/, '02-read-in-a-group.ts']);
  });

  it('resets to the original and brings the attempt back, also of a deleted file', async (test) => {
    const terminal = await watching(test);
    const mine = `${stub}// mine\r\n\t`;
    await save(mine);
    terminal.type('x');
    await terminal.waitFor('Your attempt is kept: press u');
    expect(await readFile(course.path(exercise), 'utf8')).toBe(stub);
    terminal.type('u');
    await terminal.waitFor('Your kept attempt is back.');
    expect(await readFile(course.path(exercise), 'utf8')).toBe(mine);
    terminal.type('u');
    await terminal.waitFor('Your attempt is kept: press u');
    expect(await readFile(course.path(exercise), 'utf8')).toBe(stub);
    terminal.type('u');
    await terminal.waitFor('Your kept attempt is back.');
    await rm(course.path(exercise));
    await terminal.waitFor('This file is not there any more.');
    terminal.type('x');
    await terminal.waitFor('0 of 2 tests passed');
    expect(await readFile(course.path(exercise), 'utf8')).toBe(stub);
  });

  it('survives a syntax error, process.exit and a rejection nobody handles', async (test) => {
    const terminal = await watching(test);
    const right = await readFile(course.path(answer), 'utf8');
    for (const [text, words] of [
      ['export async function sendARecord( {\r\n', 'does not compile (line 1)'],
      ['export async function sendARecord() { process.exit(0); }\r\n', 'called process.exit(0)'],
      [right.replace('await producer.connect();', 'void Promise.reject(new Error("stray")); $&'), 'stray'],
    ] as const) {
      await save(text);
      await terminal.waitFor([words, '1/1 Send a record']);
      expect(await readFile(course.path(exercise), 'utf8')).toBe(text);
    }
  });

  it('hears keys during an endless loop, which a save ends', async (test) => {
    const terminal = await watching(test);
    await save(loop);
    await terminal.waitFor('Checking …');
    terminal.type('h');
    await terminal.waitFor(['Hint 1 of 2', 'Checking …']);
    await cp(course.path(answer), course.path(exercise));
    await terminal.waitFor(['All tests passed', '1 of 3 exercises passed']);
  });

  it('quits in the middle of an endless loop and gives the terminal back', async (test) => {
    const terminal = await watching(test);
    await save(loop);
    await terminal.waitFor('Checking …');
    terminal.type('q');
    expect(await terminal.exited).toBe(0);
    await terminal.waitFor('Your progress is kept.');
    expect(terminal.cursorVisible()).toBe(true);
  });

  it('finds another broker when its own is killed, and judges again', async (test) => {
    test.onTestFinished(await shareAlone());
    const terminal = await watching(test, { args: ['--broker', 'embedded'] });
    const before = addressIn(await terminal.waitFor('Broker: embedded Kafka'));
    process.kill(await pidBelow(terminal.pid, 'kafka.Kafka'), 'SIGKILL');
    // That it is lost may stand there for less than a look takes.
    await terminal.waitFor(new RegExp(`embedded Kafka \\S+ on (?!${before}$)`, 'm'), 30_000);
    await cp(course.path(answer), course.path(exercise));
    await terminal.waitFor(['All tests passed', '1/1 Send a record']);
  });

  it.for(['SIGTERM', 'SIGHUP'] as const)('ends in order at %s', async (signal, test) => {
    const terminal = await watching(test);
    terminal.signal(signal);
    expect(await terminal.exited).toBe(0);
    expect(terminal.cursorVisible()).toBe(true);
  });

  it('draws anew when the terminal gets narrow', async (test) => {
    const terminal = await watching(test);
    terminal.resize(40, 30);
    const screen = await terminal.waitFor(/q quit$/);
    expect(screen).toContain('1/1 Send a record');
    expect(screen.split('\n').filter((line) => line.length > 40)).toEqual([]);
  });

  it('tells everything line by line where nothing may move, and sees saves by looking again and again', async (test) => {
    const terminal = await watching(test, { args: ['--plain', '--poll'] });
    await save('export async function sendARecord() { process.exit(0); }\n');
    await terminal.waitFor(['called process.exit(0)', 'failed: writes a record with the key']);
    terminal.type('h');
    await terminal.waitFor(['Look at send().', 'Hint 1 of 2']);
  });
});
