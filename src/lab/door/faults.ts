// Which faults are ordered, and which have fallen.
import { checkOrder } from './check-order.ts';
import { doorText } from './words.ts';
import type { FallenFault, FaultOrder, RequestFault, StandingOrder } from './fault.ts';
import { fits } from './fits.ts';
import { now, type TappedRequest } from './ledger.ts';

/** A fault that befalls a request now. */
export interface Falling {
  readonly fault: RequestFault;
  /** Resolves when the order is lifted. */
  readonly lifted: Promise<void>;
  /** To be called once the fault has fallen. */
  readonly fell: (brokerHadIt: boolean) => void;
}

interface Standing {
  readonly order: FaultOrder;
  readonly lifted: PromiseWithResolvers<void>;
  /** How many fitted so far. */
  fitted: number;
  fallen: number;
}

export class Faults {
  readonly #log: (line: string) => void;
  readonly #fallen: FallenFault[] = [];
  #standing: Standing[] = [];

  /** @param log takes a line for each fault that falls. */
  constructor(log: (line: string) => void) {
    this.#log = log;
  }

  get fallen(): readonly FallenFault[] {
    return this.#fallen;
  }

  /** Whether an order stands that can still fall on a request. */
  areOrdered(): boolean {
    return this.#standing.some(({ order, fitted }) => {
      const { on, nth = 1, times = 1 } = order;
      return on !== 'connection' && fitted + 1 < nth + times;
    });
  }

  /** Throws a WorkbookError for an order that no door can carry out. */
  add(order: FaultOrder): StandingOrder {
    checkOrder(order);
    const standing: Standing = { order, lifted: Promise.withResolvers(), fitted: 0, fallen: 0 };
    this.#standing.push(standing);
    return {
      get fallen() {
        return standing.fallen;
      },
      lift: () => {
        this.#standing = this.#standing.filter((each) => each !== standing);
        standing.lifted.resolve();
      },
    };
  }

  /** Whether the connection that comes in now is refused; then it is counted. */
  refusesConnection(): boolean {
    const due = this.#standing.filter(({ order }) => order.on === 'connection').filter(isDue);
    const [first] = due;
    if (first === undefined) return false;
    this.#fell(first, undefined, false);
    return true;
  }

  /** The fault of a request that comes in now, if there is one. Of several the one that was ordered first falls. */
  of(request: TappedRequest, frame: Buffer): Falling | undefined {
    if (this.#standing.length === 0) return undefined;
    const fitting = this.#standing.filter(({ order }) => fits(order, request, frame));
    const [first] = fitting.filter(isDue);
    if (first === undefined || first.order.on === 'connection') return undefined;
    const { order, lifted } = first;
    return { fault: order, lifted: lifted.promise, fell: (brokerHadIt) => this.#fell(first, request, brokerHadIt) };
  }

  #fell(standing: Standing, request: TappedRequest | undefined, brokerHadIt: boolean): void {
    const { order } = standing;
    standing.fallen += 1;
    this.#fallen.push({ at: now(), order, request, brokerHadIt });
    this.#log(doorText.fell(order));
  }
}

/** Counts one that fits, and says whether it is among those that are meant. */
function isDue(standing: Standing): boolean {
  const { nth = 1, times = 1 } = standing.order;
  standing.fitted += 1;
  return standing.fitted >= nth && standing.fitted < nth + times;
}
