// The one way to a broker: a list of sources, asked in order. Each finds a broker, says why there is none here, or fails.
import { WorkbookError } from '../../workbook-error.ts';
import { askSources, type Taken } from './ask-sources.ts';
import { findEmbeddedCluster } from '../cluster/find-cluster.ts';
import type { Broker, BrokerCount, BrokerSource } from './broker.ts';
import { brokerText } from './words.ts';
import { findContainer } from './container.ts';
import { findEmbedded } from './embedded.ts';
import { tellEnded } from './ended.ts';
import { findGiven } from './given.ts';
import { diskFull, isCode } from './disk-full.ts';
import type { Jit } from './jvm-flags.ts';
import type { OwnedBroker } from './owned-broker.ts';
import { findRunning } from './running.ts';
import { writeSharedRecord } from './shared-record.ts';
import type { Finding, FindRequest } from './ask-sources.ts';
import { sweepLeftOvers } from './sweep-left-overs.ts';

export interface StartBrokerOptions {
  /** Told what the wait is for. */
  readonly onProgress?: (text: string) => void;
  /** Told what happened to the broker before, where it matters to a person. */
  readonly onNews?: (sentence: string) => void;
  /** Told which broker was taken, and why that one. */
  readonly onTaken?: (sentence: string) => void;
  /** `quick` (the default) starts soonest; `full` is for benchmarks. */
  readonly jit?: Jit;
  readonly signal?: AbortSignal;
  /** A fixed port for a broker that is started; any free one without. */
  readonly port?: number | undefined;
  /** 1 where not said. */
  readonly brokers?: BrokerCount;
  /** Lets other terminals find a broker that is started here, by the source `running`, for as long as it lives. */
  readonly share?: boolean;
  /**
   * Brings what the embedded broker needs. Awaited only when the embedded source is asked; its failure is the reason that
   * the source gives when it has no broker.
   */
  readonly beforeEmbedded?: () => Promise<unknown>;
}

export interface FindBrokerOptions extends StartBrokerOptions {
  readonly source: BrokerSource | 'auto';
}

const finders: Readonly<Record<BrokerSource, (request: FindRequest) => Promise<Finding>>> = {
  given: findGiven,
  running: findRunning,
  embedded: async (request) => (request.brokers === 3 ? findEmbeddedCluster(request) : findEmbedded(request)),
  container: async (request) => (request.brokers === 3 ? oneOnly() : findContainer(request)),
};

const oneOnly = (): Finding => ({
  notHere: { reason: brokerText.containerOne, next: brokerText.containerOneNext },
});

type Started = 'embedded' | 'container';

/**
 * Embedded before container: it is ready in 1.5 seconds rather than 8, needs no daemon and no download of an image.
 * Docker is the way where Java is missing, and what `--broker container` asks for. On Windows the container comes first:
 * there the embedded broker cannot delete topics (server-properties.ts).
 */
export function startOrder(platform: NodeJS.Platform = process.platform): readonly Started[] {
  return platform === 'win32' ? ['container', 'embedded'] : ['embedded', 'container'];
}

/**
 * A broker that answers. Who gets one disposes it.
 * Throws a WorkbookError that names every source that was asked with its reason and the command to try.
 */
export async function findBroker(options: FindBrokerOptions): Promise<Broker> {
  return firstOf(options.source === 'auto' ? ['given', 'running', ...startOrder()] : [options.source], options);
}

/** Starts a broker of this process, whatever runs already. Throws like findBroker. */
export async function startBroker(source: Started | 'auto', options: StartBrokerOptions): Promise<OwnedBroker> {
  const broker = await firstOf(source === 'auto' ? startOrder() : [source], options);
  if (!isOwned(broker)) throw new Error('a source that starts a broker owns it');
  return broker;
}

async function firstOf(sources: readonly BrokerSource[], options: StartBrokerOptions): Promise<Broker> {
  const request: FindRequest = {
    env: process.env,
    jit: options.jit ?? 'quick',
    signal: options.signal ?? new AbortController().signal,
    port: options.port,
    brokers: options.brokers ?? 1,
    onProgress: options.onProgress ?? (() => undefined),
  };
  // Beside the search, which does not wait for it; what it leaves, the next start finds again.
  void sweepLeftOvers().catch(() => undefined);
  const finderOf = (source: BrokerSource) => async () => {
    const failure = source === 'embedded' ? await failureOf(options.beforeEmbedded) : undefined;
    request.signal.throwIfAborted();
    const finding = await finders[source](request);
    // Why a part could not be brought says more than that it is not here.
    if ('notHere' in finding && failure instanceof WorkbookError) throw failure;
    return finding;
  };
  const taken = await askSources(sources.map((source) => [source, finderOf(source)] as const));
  const { broker } = taken;
  options.onTaken?.(brokerText.taken(broker.label, whyTaken(taken, sources)));
  if (isOwned(broker)) await tellEnded(options.onNews ?? request.onProgress);
  if (options.share && isOwned(broker)) await share(broker);
  return broker;
}

/** Why this broker and no other, as what follows "because". Pure. */
export function whyTaken({ broker: { source }, passedOver }: Taken, asked: readonly BrokerSource[]): string {
  if (asked.length === 1) return brokerText.askedFor(source);
  if (source === 'given') return brokerText.isGiven;
  return passedOver.map(({ reason }) => reason).join('; ');
}

async function failureOf(act: (() => Promise<unknown>) | undefined): Promise<unknown> {
  try {
    await act?.();
    return undefined;
  } catch (error) {
    return error;
  }
}

function isOwned(broker: Broker): broker is OwnedBroker {
  return 'run' in broker;
}

async function share(broker: OwnedBroker): Promise<void> {
  const { run, source, connection, clusterId, kafkaVersion, users } = broker;
  const startedAt = new Date().toISOString();
  try {
    await writeSharedRecord(run, { source, connection, clusterId, kafkaVersion, users, startedAt });
  } catch (error) {
    await broker[Symbol.asyncDispose]();
    throw isCode(error, 'ENOSPC') ? diskFull(run.folder, error) : error;
  }
}
