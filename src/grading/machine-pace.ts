import { pbkdf2Sync } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';

// What the same work takes on the machine on which the workbook's waiting times were chosen: 2 cores, Node 24.
const usualMs = 12;
const most = 4;
const tries = 3;

let measured: number | undefined;

/**
 * How much slower than usual this machine is now, once measured: 1 to 4. It takes the quickest of up to three tries, so
 * that a short disturbance does not count.
 */
export function machinePace(): number {
  measured ??= paceOf(quickest());
  return measured;
}

/** The factor for a machine on which the work took so many milliseconds; up to half as long again is no slow machine. */
export function paceOf(ms: number): number {
  const ratio = ms / usualMs;
  return ratio < 1.5 ? 1 : Math.min(most, Math.round(ratio * 10) / 10);
}

function quickest(): number {
  let best = Infinity;
  for (let n = 0; n < tries && paceOf(best) > 1; n += 1) best = Math.min(best, timeOfWork());
  return best;
}

function timeOfWork(): number {
  const started = performance.now();
  pbkdf2Sync('workbook', 'pace', 10_000, 32, 'sha256');
  const list = Array.from({ length: 20_000 }, (_, n) => ({ n, text: `value ${n}` }));
  deserialize(serialize(list));
  return performance.now() - started;
}
