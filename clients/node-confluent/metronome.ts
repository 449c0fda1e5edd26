// A thread that says when each record of a schedule is due. Timers of an event loop are good to a millisecond or two, which
// is as long as the latency that is measured; a thread that sleeps is good to a tenth of that and costs the loop nothing.
import { hrtime } from 'node:process';
import { parentPort, workerData } from 'node:worker_threads';

const { start, rate, total } = workerData as { start: number; rate: number; total: number };
const never = new Int32Array(new SharedArrayBuffer(4));

for (let n = 0; n < total; n++) {
  const left = start + (n / rate) * 1000 - Number(hrtime.bigint()) / 1e6;
  if (left > 0) Atomics.wait(never, 0, 0, left);
  parentPort?.postMessage(n);
}
