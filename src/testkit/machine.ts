// A program whose machine dies in the middle of its work, and that is started again.
import type { FaultOrder, StandingOrder } from '../lab/door/fault.ts';
import { wireTap, type WireTap } from '../lab/door/wire-tap.ts';
import { eventually, type Deadline } from './eventually.ts';
import type { Lab } from './lab.ts';
import { runProgram, type Program, type ProgramEnd } from './run-program.ts';
import { words } from './words.ts';

export interface MachineOptions {
  readonly lab: Lab;
  /** Arguments for the learner's function behind the lab; they travel as JSON. */
  readonly args?: readonly unknown[];
}

/** Longer than a program of a suite needs, however busy the machine is. */
const longestMs = 90_000;

/** One program at a time, all of them behind the same door: `await using machine = await Machine.build(import.meta.url, { lab })`. */
export class Machine implements AsyncDisposable {
  readonly #suiteUrl: string;
  readonly #options: MachineOptions;
  #door: WireTap | undefined;
  #program: Program | undefined;
  #diesNow = false;
  /** What is held at the door, the oldest first. */
  readonly #held: StandingOrder[] = [];
  /** How the program ended, where it did. */
  ended: ProgramEnd | undefined;

  private constructor(suiteUrl: string, options: MachineOptions) {
    this.#suiteUrl = suiteUrl;
    this.#options = options;
  }

  static async build(suiteUrl: string, options: MachineOptions): Promise<Machine> {
    const machine = new Machine(suiteUrl, options);
    const log = (line: string): void => machine.#hear(line);
    machine.#door = await wireTap(options.lab.connection, { log });
    return machine;
  }

  get tap(): WireTap {
    if (this.#door === undefined) throw new Error('The machine has no door yet.');
    return this.#door;
  }

  start(): void {
    const { lab, args = [] } = this.#options;
    const tapped = { ...lab, connection: this.tap.connection };
    const program = runProgram(this.#suiteUrl, { lab: tapped, args, within: longestMs });
    this.#program = program;
    this.ended = undefined;
    void this.#noteEnd(program);
  }

  /** Waits until this befalls a request; false where the program has ended before. @throws Unmet at the deadline. */
  async meets(order: FaultOrder, deadline: Deadline): Promise<boolean> {
    const standing = this.tap.fault(order);
    if (order.do === 'hold') this.#held.push(standing);
    await eventually(() => standing.fallen > 0 || this.ended !== undefined, {
      ...deadline,
      seen: () => words.program.runs,
    });
    return standing.fallen > 0;
  }

  /**
   * As `meets`, and in the moment when it falls the machine dies: nothing that the program does later counts. What is held
   * stays at the door, as on a slow way to the broker; everything else is cut.
   */
  async diesAt(order: FaultOrder & { readonly do: 'lose-request' | 'lose-answer' | 'hold' }, deadline: Deadline) {
    this.#diesNow = true;
    const fell = await this.meets(order, deadline);
    await this.end();
    this.#diesNow = false;
    this.tap.comeBack();
    return fell;
  }

  /** Lets go what was held first, and is held still. */
  letGo(): void {
    this.#held.shift()?.lift();
  }

  /** Ends the program, if it has not ended. */
  async end(): Promise<void> {
    await this.#program?.[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
    await this.#door?.[Symbol.asyncDispose]();
  }

  async #noteEnd(program: Program): Promise<void> {
    const end = await program.end({ within: 2 * longestMs });
    if (this.#program === program) this.ended = end;
  }

  #hear(line: string): void {
    this.#options.lab.log(line);
    if (!this.#diesNow) return;
    // At once: what a client tries again after a moment is not to count.
    void this.end();
    if (this.tap.faults.at(-1)?.order.do !== 'hold') this.tap.goAway();
  }
}
