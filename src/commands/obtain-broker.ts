import type { Broker, BrokerCount, BrokerSource } from '../lab/broker/broker.ts';
import { findBroker, type FindBrokerOptions } from '../lab/broker/find-broker.ts';
import type { Setup } from '../setup/setup.ts';
import { showProgress } from '../setup/show-progress.ts';
import { startSetup } from '../setup/start-setup.ts';
import type { Context } from './context.ts';

export type WantedSource = BrokerSource | 'auto';

/** What `--broker` and `--brokers` say. */
export interface WantedBroker {
  readonly broker: WantedSource;
  /** 1 where not said. */
  readonly brokers?: BrokerCount;
}

/**
 * A broker for a command that waits for it; what the wait is for goes to stderr. Dispose it when done.
 * @throws WorkbookError with every source and its reason where there is none.
 */
export async function obtainBroker(
  { output, signal }: Context,
  source: WantedSource,
  options: Pick<FindBrokerOptions, 'brokers' | 'onTaken'> = {},
): Promise<Broker> {
  using progress = showProgress(process.stderr, { live: output.colour });
  const setup = startSetup([], { signal, onEvent: progress.onEvent });
  const onNews = (sentence: string) => output.note(sentence);
  return await findBroker({ source, ...options, signal, onNews, beforeEmbedded: async () => embeddedNeeds(setup) });
}

/**
 * The same for a learner, who is told on stderr which broker that is, and why: a verdict depends on it.
 * @throws as `obtainBroker`.
 */
export async function obtainAndTell(context: Context, { broker, brokers = 1 }: WantedBroker): Promise<Broker> {
  return obtainBroker(context, broker, { brokers, onTaken: (sentence) => context.output.note(sentence) });
}

/** A broker for a session that others may use while it lasts. Set-up steps begin when a source needs them. */
export async function sharedBroker(setup: Setup, wanted: WantedBroker, signal: AbortSignal): Promise<Broker> {
  const { broker: source, brokers = 1 } = wanted;
  return findBroker({ source, brokers, signal, share: true, beforeEmbedded: async () => embeddedNeeds(setup) });
}

const embeddedNeeds = async (setup: Setup): Promise<unknown> => Promise.all([setup.step('java'), setup.step('jars')]);
