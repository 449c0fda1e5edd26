// Sends at fixed times and takes the time of what comes back from when it was due, not from when it was sent: a record that
// had to wait for its turn has waited.
import { cpuUsage, hrtime, resourceUsage } from 'node:process';
import { Worker } from 'node:worker_threads';
import { makeRecords, plain, workload } from './workload.ts';

const clock = () => Number(hrtime.bigint()) / 1e6;
// Both ends of a record's way are told by the same clock, which does not jump: set to the wall clock once.
const wallMs = Date.now() - clock();

interface Due {
  key: string | null;
  value: Buffer;
}

export class Schedule {
  readonly #total = Math.floor((workload.warmupSeconds + workload.seconds) * workload.rate);
  readonly #warmup = Math.floor(workload.warmupSeconds * workload.rate);
  readonly #next = makeRecords();
  readonly #latencies: number[] = [];
  readonly #done = Promise.withResolvers<void>();
  #start = Infinity;
  #late = 0;
  #cpu = cpuUsage();

  /** Calls `send` for each record when it is due; resolves when all that count have come back. */
  async run(send: (record: Due) => Promise<unknown>): Promise<void> {
    const rate = workload.rate;
    // A thread needs a moment to start.
    this.#start = clock() + 200;
    const metronome = new Worker(new URL('./metronome.ts', import.meta.url), {
      workerData: { start: this.#start, rate, total: this.#total },
    });
    const due = dueTimes(metronome);
    try {
      for (let n = 0; n < this.#total; n++) {
        const at = this.#start + (n / rate) * 1000;
        if (clock() < at) await due(n);
        if (n === this.#warmup) this.#cpu = cpuUsage();
        if (n >= this.#warmup && clock() - at > 1) this.#late++;
        const sending = send(this.#stamped(at));
        if (plain) await sending;
        else sending.catch(this.#done.reject);
      }
      await this.#done.promise;
    } finally {
      await metronome.terminate();
    }
  }

  #stamped(at: number): Due {
    const { key, value } = this.#next();
    const stamped = Buffer.from(value);
    stamped.writeBigUInt64BE(BigInt(Math.round((at + wallMs) * 1000)));
    return { key, value: stamped };
  }

  /** Takes the time of a record; those of the warm-up and of earlier runs are left out. */
  handle(value: Buffer): void {
    const at = Number(value.readBigUInt64BE()) / 1000 - wallMs;
    // Half a microsecond for the rounding.
    if (at < this.#start + (this.#warmup / workload.rate) * 1000 - 0.0005) return;
    this.#latencies.push(clock() - at);
    if (this.#latencies.length === this.#total - this.#warmup) this.#done.resolve();
  }

  /** A reader that breaks ends the run. */
  fail(error: unknown): void {
    this.#done.reject(error);
  }

  result() {
    const sorted = Float64Array.from(this.#latencies).sort();
    const at = (part: number) => sorted[Math.floor(part * (sorted.length - 1))];
    const { user, system } = cpuUsage(this.#cpu);
    return {
      records: sorted.length,
      p50Ms: at(0.5),
      p99Ms: at(0.99),
      p999Ms: at(0.999),
      maxMs: at(1),
      lateSends: this.#late,
      cpuSeconds: (user + system) / 1e6,
      peakRssBytes: resourceUsage().maxRSS * 1024,
    };
  }
}

/** What resolves when the metronome has said that record `n` is due. */
function dueTimes(metronome: Worker): (n: number) => Promise<void> {
  let reached = -1;
  let wake: { n: number; resolve: () => void } | undefined;
  metronome.on('message', (n: number) => {
    reached = n;
    if (wake && wake.n <= n) wake.resolve();
  });
  return (n) => new Promise((resolve) => (n <= reached ? resolve() : (wake = { n, resolve })));
}
