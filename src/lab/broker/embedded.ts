// The same Kafka as anywhere, as a JVM that belongs to this process.
import { brokerText } from './words.ts';
import { isFree } from './free-ports.ts';
import { findJavaParts, withoutParts, type JavaParts } from './java-parts.ts';
import { jvmFlags } from './jvm-flags.ts';
import { startKafka } from './kafka-process.ts';
import { kafkaVersion } from '../../setup/kafka-version.ts';
import { ownedBroker, type OwnedBroker } from './owned-broker.ts';
import { prepareInBackground } from './prepare-in-background.ts';
import { findPrepared, type Prepared } from './prepared.ts';
import type { RunFolder } from './run-folder.ts';
import { portTaken, startInFolder } from './start-in-folder.ts';
import type { Finding, FindRequest } from './ask-sources.ts';

type EmbeddedOptions = Pick<FindRequest, 'jit' | 'signal' | 'port'> & { readonly parts: JavaParts };

/** Starts the embedded broker, where set-up has brought its parts. */
export async function findEmbedded(request: FindRequest): Promise<Finding> {
  const parts = await findJavaParts();
  if (typeof parts === 'string') return { notHere: withoutParts(parts) };
  request.onProgress(brokerText.startingEmbedded(kafkaVersion));
  const prepared = await findPrepared(parts);
  const broker = await startEmbedded({ ...request, parts }, prepared);
  // Not before the broker is ready: the learner waits for it, and nobody waits for this.
  if (!(await findPrepared(parts)).ready) prepareInBackground(prepared);
  return { broker };
}

/**
 * Starts a broker, ready to serve groups, idempotent and transactional producers; without the prepared data and cache
 * when these turn out to be damaged.
 * Throws a WorkbookError when the disk is full, no port can be had, or Kafka fails.
 */
export async function startEmbedded(options: EmbeddedOptions, prepared: Prepared): Promise<OwnedBroker> {
  const { port, signal } = options;
  // Kafka finds out, too, but only after a second.
  if (port !== undefined && !(await isFree(port))) throw portTaken(port);
  return startInFolder({ start: (run, usable) => startIn(run, options, usable), prepared, port, signal });
}

async function startIn(run: RunFolder, options: EmbeddedOptions, prepared: Prepared): Promise<OwnedBroker> {
  const { parts, jit, port, signal } = options;
  const cache = prepared.ready && prepared.aotCache !== undefined ? [`-XX:AOTCache=${prepared.aotCache}`] : [];
  const flags = [...jvmFlags(jit, parts.javaVersion), ...cache];
  const template = prepared.ready ? prepared.dataFolder : undefined;
  const kafka = await startKafka(run, { parts, flags, template, port, graceMs: 0 }, signal);
  const label = brokerText.embeddedLabel(kafkaVersion, kafka.connection.brokers.join());
  return ownedBroker({ source: 'embedded', ...kafka, kafkaVersion, label, run });
}
