// One JupyterLab for the whole session, started when a notebook is first opened from the page.
import type { Broker } from '../lab/broker/broker.ts';
import type { Connection } from '../kafka/connection.ts';
import type { Chapter, Course } from '../course/course.ts';
import { RunLeftovers } from '../grading/run-leftovers.ts';
import { startLab, type Lab } from '../notebook/start-lab.ts';
import { prepareCopies } from '../notebook/working-copies.ts';
import { WorkbookError } from '../workbook-error.ts';
import { text } from './words.ts';

export interface LabOptions {
  readonly course: () => Course;
  /** The broker that is there now. */
  readonly broker: () => Pick<Broker, 'connection' | 'env'> | undefined;
  /** Resolves when JupyterLab and the kernel are installed. */
  readonly installed: () => Promise<unknown>;
}

interface Running {
  readonly lab: Promise<Lab>;
  readonly connection: Connection;
}

export class LabOnDemand implements AsyncDisposable {
  readonly #options: LabOptions;
  #running: Running | undefined;

  constructor(options: LabOptions) {
    this.#options = options;
  }

  /**
   * The address of a chapter's notebook in a JupyterLab that runs; starts one where there is none.
   * @throws WorkbookError where there is no broker, JupyterLab is not installed, or does not start.
   */
  async open(chapter: Chapter): Promise<string> {
    await this.#options.installed();
    const broker = this.#options.broker();
    if (!broker) throw new WorkbookError(text.notebook.noBroker, { next: text.notebook.noBrokerNext });
    prepareCopies(this.#options.course());
    const brokers = broker.connection.brokers.join();
    // Its notebooks know the broker by their environment: another broker needs another JupyterLab.
    if (this.#running?.connection.brokers.join() !== brokers) await this[Symbol.asyncDispose]();
    this.#running ??= { lab: this.#start(broker), connection: broker.connection };
    return (await this.#running.lab).url(chapter.key);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    const lab = await running?.lab.catch(() => undefined);
    if (!running || !lab) return;
    await lab[Symbol.asyncDispose]();
    await using leftovers = new RunLeftovers(running.connection);
    leftovers.add(lab.prefix);
  }

  async #start(broker: Pick<Broker, 'connection' | 'env'>): Promise<Lab> {
    try {
      const lab = await startLab({ broker });
      void lab.ended.then(() => (this.#running = undefined));
      return lab;
    } catch (error) {
      this.#running = undefined;
      throw error;
    }
  }
}
