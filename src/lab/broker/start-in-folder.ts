// Starts Kafka in a folder of its own, again where that may help, and says why where it does not.
import { WorkbookError } from '../../workbook-error.ts';
import { checkRoom, diskFull, isCode } from './disk-full.ts';
import { brokerText } from './words.ts';
import { kafkaLogReason, readKafkaLog } from './kafka-log.ts';
import { discardPrepared, type Prepared } from './prepared.ts';
import { createRunFolder, removeRunFolder, runsFolder, type RunFolder } from './run-folder.ts';
import { Stranger } from './warm-up.ts';

export interface Start<Started> {
  /** Leaves nothing running where it rejects. */
  readonly start: (run: RunFolder, prepared: Prepared) => Promise<Started>;
  /** The folders in a run's that hold a log of Kafka's; the run's own where not said. */
  readonly logsIn?: (run: RunFolder) => readonly string[];
  readonly prepared: Prepared;
  /** The port that was asked for, or undefined for any. */
  readonly port: number | undefined;
  readonly signal: AbortSignal;
}

const attempts = 5;

/**
 * What `start` has started; without the prepared data and cache when these turn out to be damaged.
 * Throws a WorkbookError when the disk is full, no port can be had, or Kafka fails.
 */
export async function startInFolder<Started extends object>(how: Start<Started>): Promise<Started> {
  let { prepared } = how;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const result = await attemptStart({ ...how, prepared });
    if ('started' in result) return result.started;
    if (result.again === 'without-prepared') {
      await discardPrepared(prepared);
      prepared = { ...prepared, ready: false };
    }
  }
  throw new WorkbookError(brokerText.noPorts, { next: brokerText.noPortsNext });
}

type Attempt<Started> = { started: Started } | { again: 'other-ports' | 'without-prepared' };

async function attemptStart<Started>(how: Start<Started>): Promise<Attempt<Started>> {
  const run = await createRunFolder().catch((error: unknown) => {
    throw isCode(error, 'ENOSPC') ? diskFull(runsFolder, error) : error;
  });
  try {
    await checkRoom(run.folder);
    return { started: await how.start(run, how.prepared) };
  } catch (error) {
    const folders = how.logsIn?.(run) ?? [run.folder];
    const log = (await Promise.all(folders.map(readKafkaLog))).join('\n');
    await removeRunFolder(run.folder);
    how.signal.throwIfAborted();
    return { again: remedy(error, log, { ...how, folder: run.folder }) };
  }
}

/** What to try after this; throws where nothing would help. */
function remedy(
  error: unknown,
  log: string,
  { port, prepared, folder }: Pick<Start<unknown>, 'port' | 'prepared'> & { folder: string },
): 'other-ports' | 'without-prepared' {
  if (error instanceof WorkbookError) throw error;
  if (error instanceof Stranger || /Address already in use/i.test(log)) {
    if (port !== undefined) throw portTaken(port);
    return 'other-ports';
  }
  if (isCode(error, 'ENOSPC') || /No space left on device|not enough space on the disk/i.test(log))
    throw diskFull(folder, error);
  // Whatever it is, it may come from a damaged cache, which must never break a start.
  if (prepared.ready) return 'without-prepared';
  const reason = kafkaLogReason(log) ?? (error instanceof Error ? error.message : String(error));
  throw new WorkbookError(brokerText.startFailed(reason), { next: brokerText.startFailedNext, cause: error });
}

/** A port that was asked for is not exchanged for another one. */
export function portTaken(port: number): WorkbookError {
  return new WorkbookError(brokerText.portTaken(port), { next: brokerText.portTakenNext });
}
