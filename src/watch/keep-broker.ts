// Keeps a broker and a grader for it: finds them, notices when the broker is gone, and finds another when asked.
import type { Broker } from '../lab/broker/broker.ts';
import type { Connection } from '../kafka/connection.ts';
import { brokerAnswers } from '../grading/broker-answers.ts';
import { ClusterKeeper } from '../lab/cluster/cluster-keeper.ts';
import { RegistryKeeper } from '../lab/registry/registry-keeper.ts';
import { createGrader, type Grader } from '../grading/grader.ts';
import { lackingOn } from '../grading/lacking.ts';
import { WorkbookError } from '../workbook-error.ts';
import { watchText } from './words.ts';
import type { BrokerState } from './session.ts';

// A broker that somebody else started tells nobody when it goes.
const askEveryMs = 3_000;

export interface KeepBrokerOptions {
  readonly find: (signal: AbortSignal) => Promise<Broker>;
  readonly tell: (broker: BrokerState) => void;
}

/** Does nothing before `find`. Dispose it to stop what this process started. */
export class BrokerKeeper implements AsyncDisposable {
  readonly #options: KeepBrokerOptions;
  readonly #end = new AbortController();
  readonly #asking: NodeJS.Timeout;
  #held: Held | undefined;
  // What runs need beside the broker outlives one that is lost.
  readonly #cluster = new ClusterKeeper();
  readonly #registry = new RegistryKeeper();
  #finding: Promise<void> = Promise.resolve();

  constructor(options: KeepBrokerOptions) {
    this.#options = options;
    this.#asking = setInterval(() => void this.check(), askEveryMs);
  }

  /** Looks for a broker, after letting go of the one that was there. */
  find(): void {
    this.#finding = this.#finding.then(async () => this.#look());
  }

  /** The grader of the broker that is there. */
  get grader(): Grader | undefined {
    return this.#held?.grader;
  }

  /** How to reach the broker that is there. */
  get connection(): Connection | undefined {
    return this.#held?.broker.connection;
  }

  /** How to reach the cluster that drills break, while there is one. */
  get drillCluster(): Connection | undefined {
    return this.#cluster.connection;
  }

  /** Environment that processes using the broker need. */
  get env(): Readonly<Record<string, string>> {
    return this.#held?.broker.env ?? {};
  }

  /** Lets go of the broker, which ends it where this process started it. The next run looks for one again. */
  async stop(): Promise<void> {
    this.#finding = this.#finding.then(async () => this.#drop());
    await this.#finding;
    this.#options.tell({ status: 'failed', message: watchText.lost.stopped, next: watchText.lost.startAgain });
  }

  /** Whether the broker answers now; where it does not, that is told as a loss. */
  async check(): Promise<boolean> {
    const asked = this.#held;
    if (!asked || asked.over.signal.aborted) return false;
    if (await brokerAnswers(asked.broker.connection)) return true;
    this.#lose(asked, watchText.lost.silent);
    return false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end.abort();
    clearInterval(this.#asking);
    await this.#finding;
    await this.#drop();
    await Promise.all([this.#cluster[Symbol.asyncDispose](), this.#registry[Symbol.asyncDispose]()]);
  }

  async #look(): Promise<void> {
    const { find, tell } = this.#options;
    if (this.#end.signal.aborted) return;
    try {
      await this.#drop();
      tell({ status: 'starting' });
      const held = await hold(await find(this.#end.signal), { cluster: this.#cluster, registry: this.#registry });
      this.#held = held;
      const { source, label, connection, lost, users } = held.broker;
      const lacking = lackingOn({ source, hasUsers: users !== undefined });
      lost.addEventListener('abort', () => this.#lose(held, watchText.lost.ended), { signal: held.over.signal });
      tell({ status: 'ready', source, label, brokers: connection.brokers, lacking });
    } catch (error) {
      if (this.#end.signal.aborted) return;
      const next = error instanceof WorkbookError ? error.next : watchText.lost.next;
      tell({ status: 'failed', message: error instanceof Error ? error.message : String(error), next });
    }
  }

  // Tells once that this broker is gone.
  #lose({ broker, over }: Held, say: (address: string) => string): void {
    if (over.signal.aborted || this.#end.signal.aborted) return;
    over.abort();
    this.#options.tell({ status: 'lost', message: say(broker.connection.brokers.join(', ')) });
  }

  async #drop(): Promise<void> {
    const dropped = this.#held;
    this.#held = undefined;
    await dropped?.[Symbol.asyncDispose]();
  }
}

interface Beside {
  readonly cluster: ClusterKeeper;
  readonly registry: RegistryKeeper;
}

interface Held extends AsyncDisposable {
  readonly broker: Broker;
  readonly grader: Grader;
  /** Aborts when this broker is lost or let go. */
  readonly over: AbortController;
}

async function hold(broker: Broker, { cluster, registry }: Beside): Promise<Held> {
  // Who gives a cluster of their own means that one, and no other beside it.
  const grader = await createGrader({ broker, warm: true, registry, ...(broker.source !== 'given' && { cluster }) });
  const over = new AbortController();
  return {
    broker,
    grader,
    over,
    async [Symbol.asyncDispose]() {
      over.abort();
      // What cannot be put in order any more, because the broker is gone, must not keep the next one waiting.
      await Promise.allSettled([grader[Symbol.asyncDispose]()]);
      await Promise.allSettled([broker[Symbol.asyncDispose]()]);
    },
  };
}
