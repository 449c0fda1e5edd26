// What a source of brokers is told and answers; asks sources in their order. Plain: it knows no source.
import { WorkbookError } from '../../workbook-error.ts';
import type { Broker, BrokerCount, BrokerSource } from './broker.ts';
import { brokerText } from './words.ts';
import type { Jit } from './jvm-flags.ts';

/** Why a source has no broker, as part of a sentence, and what would give it one. */
export interface NotHere {
  readonly reason: string;
  readonly next: string;
}

/** A source finds a broker, says why there is none here, or throws a WorkbookError: it is here, but broken. */
export type Finding = { readonly broker: Broker } | { readonly notHere: NotHere };

/** What the sources are told. */
export interface FindRequest {
  readonly env: Readonly<NodeJS.ProcessEnv>;
  readonly jit: Jit;
  readonly signal: AbortSignal;
  /** The port to start a broker on; undefined for any free one. */
  readonly port: number | undefined;
  readonly brokers: BrokerCount;
  readonly onProgress: (text: string) => void;
}

export type Finder = () => Promise<Finding>;

/** A source that has no broker. */
export interface Failure {
  readonly source: BrokerSource;
  readonly reason: string;
  readonly next: string;
}

/** A broker, and the sources before it that have none. */
export interface Taken {
  readonly broker: Broker;
  readonly passedOver: readonly Failure[];
}

/**
 * The first broker found. A source that is broken is passed over like one that has none, except `given`: who names a
 * cluster means that one, and another broker in its place would hide the mistake.
 * Throws a WorkbookError with every source, its reason and what to try; the only source's own error where there is one.
 */
export async function askSources(sources: readonly (readonly [BrokerSource, Finder])[]): Promise<Taken> {
  const failures: Failure[] = [];
  for (const [source, find] of sources) {
    const decisive = source === 'given' || sources.length === 1;
    const found = await ask(source, find, decisive);
    if ('broker' in found) return { broker: found.broker, passedOver: failures };
    failures.push(found);
  }
  const lines = failures.map(({ source, reason, next }) => brokerText.noneLine(source, reason, next));
  throw new WorkbookError(brokerText.none(lines.join('\n')), { next: brokerText.noneNext });
}

async function ask(source: BrokerSource, find: Finder, decisive: boolean): Promise<{ broker: Broker } | Failure> {
  try {
    const finding = await find();
    return 'broker' in finding ? finding : { source, ...finding.notHere };
  } catch (error) {
    // What is no WorkbookError is a bug, or the caller's own abort.
    if (decisive || !(error instanceof WorkbookError)) throw error;
    return { source, reason: error.message.replace(/\.$/, ''), next: error.next };
  }
}
