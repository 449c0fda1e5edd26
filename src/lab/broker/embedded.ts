// The same Kafka as anywhere, as a JVM that belongs to this process.
import { WorkbookError } from '../../workbook-error.ts';
import { checkRoom, diskFull, isCode } from './disk-full.ts';
import { brokerText } from './words.ts';
import { isFree } from './free-ports.ts';
import { findJavaParts, type JavaParts } from './java-parts.ts';
import { jvmFlags } from './jvm-flags.ts';
import { kafkaLogReason, readKafkaLog } from './kafka-log.ts';
import { startKafka } from './kafka-process.ts';
import { kafkaVersion } from '../../setup/kafka-version.ts';
import { ownedBroker, type OwnedBroker } from './owned-broker.ts';
import { prepareInBackground } from './prepare-in-background.ts';
import { discardPrepared, findPrepared, type Prepared } from './prepared.ts';
import { createRunFolder, removeRunFolder, runsFolder, type RunFolder } from './run-folder.ts';
import type { Finding, FindRequest } from './ask-sources.ts';
import { Stranger } from './warm-up.ts';

type EmbeddedOptions = Pick<FindRequest, 'jit' | 'signal' | 'port'> & { readonly parts: JavaParts };

const attempts = 5;

/** Starts the embedded broker, where set-up has brought its parts. */
export async function findEmbedded(request: FindRequest): Promise<Finding> {
  const parts = await findJavaParts();
  if (parts === 'java') return { notHere: { reason: brokerText.noJava, next: brokerText.startNext } };
  if (parts === 'jars') return { notHere: { reason: brokerText.noJars, next: brokerText.startNext } };
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
  // Kafka finds out, too, but only after a second.
  if (options.port !== undefined && !(await isFree(options.port))) portTaken(options.port);
  let usable = prepared;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const result = await attemptStart(options, usable);
    if ('broker' in result) return result.broker;
    if (result.again === 'without-prepared') {
      await discardPrepared(prepared);
      usable = { ...prepared, ready: false };
    }
  }
  throw new WorkbookError(brokerText.noPorts, { next: brokerText.noPortsNext });
}

type Attempt = { broker: OwnedBroker } | { again: 'other-ports' | 'without-prepared' };

async function attemptStart(options: EmbeddedOptions, prepared: Prepared): Promise<Attempt> {
  const run = await createRunFolder().catch((error: unknown) => {
    throw isCode(error, 'ENOSPC') ? diskFull(runsFolder, error) : error;
  });
  try {
    await checkRoom(run.folder);
    return { broker: await startIn(run, options, prepared) };
  } catch (error) {
    const log = await readKafkaLog(run.folder);
    await removeRunFolder(run.folder);
    options.signal.throwIfAborted();
    if (error instanceof WorkbookError) throw error;
    if (error instanceof Stranger || /Address already in use/i.test(log)) return portTaken(options.port);
    if (isCode(error, 'ENOSPC') || /No space left on device|not enough space on the disk/i.test(log))
      throw diskFull(run.folder, error);
    // Whatever it is, it may come from a damaged cache, which must never break a start.
    if (prepared.ready) return { again: 'without-prepared' };
    const reason = kafkaLogReason(log) ?? (error instanceof Error ? error.message : String(error));
    throw new WorkbookError(brokerText.startFailed(reason), { next: brokerText.startFailedNext, cause: error });
  }
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

/** A port that was asked for is not exchanged for another one. */
function portTaken(port: number | undefined): Attempt {
  if (port === undefined) return { again: 'other-ports' };
  throw new WorkbookError(brokerText.portTaken(port), { next: brokerText.portTakenNext });
}
