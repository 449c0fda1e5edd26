// Nobody reads more than the beginning of a log, and what is printed without an end fills the memory of this process and of
// the grader's. So the first lines are passed on, the others are only counted, and too much of it ends the run.
import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { endProcess } from './end-process.ts';

const mostLines = 100_000;
const mostMegabytes = 50;
let characters = 0;

/** Puts a console in front of the one that is there now. */
export function limitOutput(): void {
  const { console: before } = globalThis;
  let lines = 0;
  const counted = (pass: (text: string) => void): Writable =>
    new Writable({
      decodeStrings: false,
      write(text: string, _encoding, done) {
        countPrinted(text.length);
        lines += 1;
        if (lines <= mostLines) pass(text.replace(/\n$/, ''));
        done();
      },
    });
  globalThis.console = new Console({
    stdout: counted((text) => before.log('%s', text)),
    stderr: counted((text) => before.error('%s', text)),
    colorMode: false,
  });
}

/** Counts what learner code has printed; more than 50 MB of it ends this process. */
export function countPrinted(more: number): void {
  characters += more;
  if (characters <= mostMegabytes * 1_000_000) return;
  endProcess({ kind: 'output', megabytes: mostMegabytes, ...placeIn(new Error().stack ?? '') });
}

const testkit = new URL('..', import.meta.url).href;

// The innermost frame that is neither Node's, nor a package's, nor ours.
function placeIn(stack: string): { url: string; line: number } {
  for (const [, url = '', line] of stack.matchAll(/(file:\/\/\S+?):(\d+):\d+/g)) {
    if (!url.startsWith(testkit) && !url.includes('/node_modules/')) return { url, line: Number(line) };
  }
  return { url: '', line: 0 };
}
