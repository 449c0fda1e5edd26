// Counts after a warm-up and knows when it is over. Time and CPU are those from just before the first counted record to
// the last one.
import { cpuUsage, hrtime, resourceUsage } from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';

interface Limit {
  seconds: number;
  warmupSeconds: number;
  records: number | null;
}

const now = () => Number(hrtime.bigint()) / 1e9;

export class Meter {
  readonly #limit: Limit;
  #born = 0;
  #start = 0;
  #last = 0;
  #records = 0;
  #looked = 0;
  #cpu = cpuUsage();
  #firstCpu = this.#cpu;

  constructor(limit: Limit) {
    this.#limit = limit;
  }

  /** Called just before a record is sent or handled: the first call starts the warm-up. */
  begin(): void {
    if (this.#born === 0) this.#mark((this.#born = now()));
  }

  /** Called when records were acknowledged or handled. */
  count(records: number): void {
    const at = now();
    if (at - this.#born >= this.#limit.warmupSeconds) {
      if (this.#start === 0) {
        // The end of what was before: these records took from there to here.
        this.#start = this.#last;
        this.#firstCpu = this.#cpu;
      }
      this.#records += records;
    }
    this.#mark(at);
  }

  #mark(at: number): void {
    this.#last = at;
    // Asking the system costs more than counting: the CPU time is at most 20 ms older than the last record.
    if (at - this.#looked < 0.02) return;
    this.#looked = at;
    this.#cpu = cpuUsage();
  }

  over(): boolean {
    const { seconds, warmupSeconds, records } = this.#limit;
    if (records !== null && this.#records >= records) return true;
    return this.#born > 0 && now() - this.#born >= warmupSeconds + seconds;
  }

  /** Resolves when it is over, also where no record comes any more. */
  async ended(): Promise<void> {
    while (!this.over()) await wait(20);
  }

  result() {
    const counted = this.#start > 0;
    return {
      records: this.#records,
      seconds: counted ? this.#last - this.#start : 0,
      cpuSeconds: (this.#cpu.user - this.#firstCpu.user + this.#cpu.system - this.#firstCpu.system) / 1e6,
      peakRssBytes: resourceUsage().maxRSS * 1024,
    };
  }
}
