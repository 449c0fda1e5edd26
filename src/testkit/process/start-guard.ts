import { Worker } from 'node:worker_threads';
import type { GuardLimits } from './guard-limits.ts';

const usual = { busySeconds: 3, silentSeconds: 30, megabytes: 900 };

/** Puts a guard beside this thread, which ends the process when code here never gives way or eats up memory. */
export function startGuard(limits: Omit<GuardLimits, 'beat'> = usual): void {
  const beat = new Int32Array(new SharedArrayBuffer(4));
  setInterval(() => Atomics.add(beat, 0, 1), 100).unref();
  const workerData: GuardLimits = { beat, ...limits };
  new Worker(new URL('guard.ts', import.meta.url), { workerData, execArgv: [] }).unref();
}
