import type { Readable } from 'node:stream';

const mostCharacters = 100_000;

/** Calls back with each line of a stream, cut where it is longer than 100,000 characters: it may never end. */
export function onLines(stream: Readable, hear: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = (lines.pop() ?? '').slice(0, mostCharacters);
    for (const line of lines) hear(line.slice(0, mostCharacters));
  });
  stream.on('end', () => {
    if (rest) hear(rest);
  });
  // Its process is gone; that is told elsewhere.
  stream.on('error', () => {});
}
