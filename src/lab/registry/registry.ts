// A real Schema Registry as a JVM of this process, for as long as it is held.
import { npmCommand } from '../../text/command.ts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePorts } from '../broker/free-ports.ts';
import { startGuard } from '../broker/guard.ts';
import { findJavaParts } from '../broker/java-parts.ts';
import { kafkaLogReason } from '../broker/kafka-log.ts';
import { createRunFolder, removeRunFolder } from '../broker/run-folder.ts';
import { WorkbookError } from '../../workbook-error.ts';
import { apicurioVersion, bringApicurio } from './apicurio.ts';
import { registryText } from './words.ts';

export interface Registry extends AsyncDisposable {
  /** Its Confluent-compatible API, as clients take it. */
  readonly url: string;
  /** Such as "Apicurio Registry 3.3.3". */
  readonly label: string;
  /** Aborts when it ended without being asked to. */
  readonly lost: AbortSignal;
}

interface StartOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
}

const startSeconds = 180;

/**
 * Starts Apicurio Registry with its data in memory and waits until it answers.
 * Throws where it can neither be found nor downloaded, where Java is missing or older than 21, and where it does not start.
 */
export async function startRegistry(options: StartOptions): Promise<Registry> {
  const parts = await findJavaParts();
  if (typeof parts === 'string' || Number.parseInt(parts.javaVersion, 10) < 21)
    throw new WorkbookError(registryText.noJava, {
      next: registryText.noJavaNext(npmCommand('start')),
    });
  const folder = await bringApicurio(options);
  options.onProgress(registryText.starting(apicurioVersion));
  try {
    return await startIn(folder, parts.java, options.signal);
  } catch {
    options.signal.throwIfAborted();
    // Somebody may have taken its port in the meantime.
    return startIn(folder, parts.java, options.signal);
  }
}

async function startIn(folder: string, java: string, signal: AbortSignal): Promise<Registry> {
  const [port = 0] = await freePorts(1);
  const run = await createRunFolder();
  const settings = [`-Dquarkus.http.port=${port}`, '-Dquarkus.http.host=127.0.0.1'];
  const logFile = join(run.folder, 'registry.log');
  const guard = await startGuard(run, {
    children: [
      {
        name: '',
        command: java,
        args: ['-XX:TieredStopAtLevel=1', '-Xmx512m', ...settings, '-jar', join(folder, 'quarkus-run.jar')],
        logFile,
        graceMs: 0,
      },
    ],
  });
  const stop = async (): Promise<void> => {
    await guard.stop();
    await removeRunFolder(run.folder);
  };
  const url = `http://127.0.0.1:${port}/apis/ccompat/v7`;
  try {
    await answers(`${url}/subjects`, AbortSignal.any([signal, guard.lost, AbortSignal.timeout(startSeconds * 1000)]));
  } catch (error) {
    const said = await readFile(logFile, 'utf8').catch(() => '');
    await stop();
    throw kafkaLogReason(said) === undefined ? error : new Error(kafkaLogReason(said), { cause: error });
  }
  return { url, label: `Apicurio Registry ${apicurioVersion}`, lost: guard.lost, [Symbol.asyncDispose]: stop };
}

async function answers(url: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(5000)]) }).catch(
      () => undefined,
    );
    if (response?.ok) return;
    await delay(200, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}
