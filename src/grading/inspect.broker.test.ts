// A debugger at the learner's process, and one test alone.
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, inject, test } from 'vitest';
import { z } from 'zod';
import { learnersFile, mainSolution } from '../course/answer.ts';
import { exercisesOf, type Exercise } from '../course/course.ts';
import { loadCourse } from '../course/load-course.ts';
import { projectRoot } from '../project.ts';
import { createGrader } from './grader.ts';

const [first] = exercisesOf(loadCourse(join(projectRoot, 'tests/fixtures/course')));
const broker = { connection: inject('workbook').connection, env: {} };

function sendARecord(): Exercise {
  if (!first) throw new Error('The fixture course has lost an exercise.');
  return first;
}

const heardSchema = z.object({ method: z.string().optional(), params: z.unknown().optional() });
const pausedSchema = z.object({ callFrames: z.array(z.object({ location: z.object({ lineNumber: z.number() }) })) });

/** Attaches, sets a breakpoint at a line, lets the file run, and goes on where it stops. Returns the lines of the stops. */
async function debug(address: string, breakpoint: { url: string; lineNumber: number }): Promise<number[]> {
  const stops: number[] = [];
  const socket = new WebSocket(address);
  await once(socket, 'open');
  let id = 0;
  const post = (method: string, params = {}): void => socket.send(JSON.stringify({ id: (id += 1), method, params }));
  socket.addEventListener('message', ({ data }) => {
    const { method, params } = heardSchema.parse(JSON.parse(String(data)));
    if (method !== 'Debugger.paused') return;
    stops.push(pausedSchema.parse(params).callFrames[0]?.location.lineNumber ?? -1);
    post('Debugger.resume');
  });
  for (const domain of ['Runtime', 'Debugger']) post(`${domain}.enable`);
  post('Debugger.setBreakpointByUrl', breakpoint);
  post('Runtime.runIfWaitingForDebugger');
  await once(socket, 'close');
  return stops;
}

test('a breakpoint in the learner’s own line is hit, and the run goes on to its verdict', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'debugged '));
  const path = join(folder, 'mine.ts');
  // An answer that passes: whatever else the suite waits for would never be too late.
  const answer = await readFile(mainSolution(sendARecord()).path, 'utf8');
  await writeFile(path, answer);
  const lineNumber = answer.split('\n').findIndex((line) => line.includes('await producer.connect()'));
  let stops: Promise<number[]> = Promise.resolve([]);
  await using grader = await createGrader({
    broker,
    onDebugger: (address) => {
      stops = debug(address, { url: pathToFileURL(path).href, lineNumber });
    },
    test: 'returns-the-place',
  });
  const result = await grader.grade({ exercise: sendARecord(), subject: learnersFile(path) });
  expect(result.tests).toMatchObject([{ id: 'returns-the-place', state: 'passed' }]);
  expect(await stops).toEqual([lineNumber]);
  await rm(folder, { recursive: true });
});

test('one test is run alone', async () => {
  await using grader = await createGrader({ broker, test: 'writes-a-record' });
  const result = await grader.grade({ exercise: sendARecord(), subject: mainSolution(sendARecord()) });
  expect(result.tests.map(({ id, state }) => ({ id, state }))).toEqual([{ id: 'writes-a-record', state: 'passed' }]);
});
