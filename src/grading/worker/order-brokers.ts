// The suite's way to the process that owns the brokers of its cluster: over the channel between the two.
import type { ControlChannel } from '../../testkit/control-channel.ts';
import type { FromSuite, ToSuite } from './suite-messages.ts';

type Ordered = Extract<ToSuite, { workbook: 'ordered' }>;

export class OrderedBrokers implements ControlChannel {
  readonly #send: (message: FromSuite) => void;
  readonly #open = new Map<number, PromiseWithResolvers<void>>();
  #last = 0;

  constructor(send: (message: FromSuite) => void) {
    this.#send = send;
  }

  order: ControlChannel['order'] = (broker, does) => {
    const ask = (this.#last += 1);
    const done = Promise.withResolvers<void>();
    this.#open.set(ask, done);
    this.#send({ workbook: 'order', ask, broker, does });
    return done.promise;
  };

  tell: ControlChannel['tell'] = (phase) => this.#send({ workbook: 'phase', phase });

  /** An answer has come. */
  hear({ ask, error }: Ordered): void {
    const done = this.#open.get(ask);
    this.#open.delete(ask);
    if (error === undefined) done?.resolve();
    else done?.reject(new Error(error));
  }
}
