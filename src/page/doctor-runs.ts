// The doctor asks many programs and takes its time: the page is there at once and fills in when the answers are.
import type { Requirement } from '../setup/doctor/requirement.ts';

export interface DoctorState {
  /** Of the last examination; undefined before the first has ended. */
  readonly checks: readonly Requirement[] | undefined;
  readonly running: boolean;
}

export class DoctorRuns {
  readonly #examine: () => Promise<readonly Requirement[]>;
  readonly #ended: (state: DoctorState) => void;
  #checks: readonly Requirement[] | undefined;
  #run: Promise<void> | undefined;

  constructor(examine: () => Promise<readonly Requirement[]>, ended: (state: DoctorState) => void) {
    this.#examine = examine;
    this.#ended = ended;
  }

  /** Starts an examination where none runs, and gives the state after at most `patience` milliseconds. */
  async look(patience: number): Promise<DoctorState> {
    this.#run ??= this.#start();
    await Promise.race([this.#run, new Promise((resolve) => setTimeout(resolve, patience))]);
    return { checks: this.#checks, running: this.#run !== undefined };
  }

  async #start(): Promise<void> {
    this.#checks = await this.#examine().catch(() => this.#checks ?? []);
    this.#run = undefined;
    this.#ended({ checks: this.#checks, running: false });
  }
}
