// What one terminal shares is found from every other one of this checkout, and tests of several files run side by side.
import { join } from 'node:path';
import { takeLock } from '../../../bin/lock.mjs';
import { stateFolder } from '../../project.ts';

/** Waits until no other test shares a broker. Returns what lets the next one. */
export async function shareAlone(): Promise<() => Promise<void>> {
  return takeLock(join(stateFolder, 'tests', 'share.lock'), { what: 'a test that shares a broker' });
}
