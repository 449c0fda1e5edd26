import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** Whether a suite imports the file under test. One that runs it as a whole program does not. */
export function importsSubject(suite: string): boolean {
  const stub = `./${basename(suite).replace(/\.test\.ts$/, '.ts')}`;
  return readFileSync(suite, 'utf8').includes(`from '${stub}'`);
}
