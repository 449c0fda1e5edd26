// Runs the learner's function as a whole program: what `await serve(lab)` at the end of its own file would do.
// Started by runProgram; its orders stand in the environment.
import { Socket } from 'node:net';
import type { Lab } from '../lab.ts';
import { borrowPackages } from './borrow-packages.ts';
import { closeFolders, type Closed } from './close-folders.ts';
import { limitOutput } from './limit-output.ts';
import { startGuard } from './start-guard.ts';
import { words } from '../words.ts';

export interface ProgramOrders {
  /** URL of the file under test. */
  readonly subject: string;
  readonly exportName: string;
  readonly lab: Pick<Lab, 'connection' | 'topic' | 'groupId'>;
  readonly closed: Closed;
  /** Handed to the function behind the lab. */
  readonly args: readonly unknown[];
}

const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const end = (): void => void process.kill(process.pid, 'SIGKILL');
const suite = new Socket({ fd: 3 }).unref();
// The test is over, or was ended: nobody waits for this program any more.
suite.once('close', end);
suite.on('error', end);
// Windows has no signals to send. The suite says here what the system would have done: a signal that nobody hears is the end.
suite.on('data', (text: Buffer) => {
  const signal = signals.find((name) => name === text.toString().trim());
  if (signal && !process.emit(signal)) suite.write(`unheard ${signal}\n`, end);
});

startGuard();
// Here too: what waits to be read by the suite would fill this process before the suite could count it.
limitOutput();
borrowPackages();
const { subject, exportName, lab, args, closed }: ProgramOrders = JSON.parse(process.env['WORKBOOK_PROGRAM'] ?? '');
closeFolders(closed);
const exported: Record<string, unknown> = await import(subject);
const main = exported[exportName];
if (typeof main !== 'function') throw new Error(words.program.noFunction(exportName));
const signal = new AbortController().signal;
const log = (text: string): void => console.log(text);
await main({ ...lab, signal, log } satisfies Lab, ...args);
