// @confluentinc/kafka-javascript is a native addon: it is there already, or comes from the user's cache, or as a published
// binary, or it is compiled; whatever the way, it counts only when a process has loaded it.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { removePatiently } from '../../bin/patience.mjs';
import { platform, readStamp, setupFolder, writeStamp } from '../../bin/stamp.mjs';
import { WorkbookError } from '../workbook-error.ts';
import { text } from './words.ts';
import { explainFailure } from './explain-failure.ts';
import { addonFile, buildFolder, packageVersion, whyNotLoadable } from './native/addon.ts';
import { restoreFromCache, saveToCache } from './native/cache.ts';
import { compile } from './native/compile.ts';
import { installCommand, missingBuildTools, type BuildTool } from './native/compiler.ts';
import { fetchPrebuilt, isPublished } from './native/prebuilt.ts';
import type { Step, StepTools } from './step.ts';

const key = () => `${packageVersion()} ${process.versions.modules} ${platform}`;
const failureFile = join(setupFolder, 'native.failed.json');
const failureSchema = z.strictObject({
  key: z.string(),
  message: z.string(),
  next: z.string(),
  expires: z.number().nullable(),
  /** The tools that a compilation lacked. */
  missing: z.array(z.string()).optional(),
});
// A learner who installs a compiler or comes back to a network need not know how to ask for another try.
const quickFailureMs = 60_000;

export type NativeClientState =
  | { readonly state: 'ready' }
  /** A process is bringing it about, or none has tried yet. */
  | { readonly state: 'building' }
  | { readonly state: 'missing'; readonly reason: string; readonly next: string };

/** Whether @confluentinc/kafka-javascript can be imported. A few file lookups. */
export function nativeClientState(): NativeClientState {
  if (nativeStep.upToDate()) return { state: 'ready' };
  const failure = existsSync(join(setupFolder, 'native.lock')) ? undefined : readFailure();
  return failure === undefined
    ? { state: 'building' }
    : { state: 'missing', reason: failure.message, next: failure.next };
}

export const nativeStep: Step = {
  get title() {
    return text.titles.native;
  },
  needs: [],
  uses: [],
  // A compiler would slow down everything that page and broker wait for.
  yieldsTo: ['java', 'jars'],
  get without() {
    return text.without.native;
  },
  upToDate: () => readStamp('native') === key() && existsSync(join(buildFolder, addonFile)),
  run: async (tools) => {
    const known = readFailure();
    if (known !== undefined && !tools.retry && !(await isMended(known)))
      throw new WorkbookError(known.message, { next: known.next });
    rmSync(failureFile, { force: true });
    try {
      await bring(tools);
    } catch (error) {
      tools.signal.throwIfAborted();
      const missing = error instanceof ToolsMissing ? error.missing : undefined;
      throw keep(explainFailure(nativeStep, error), error instanceof WorkbookError, missing);
    }
    writeStamp('native', key());
  },
};

async function bring(tools: StepTools): Promise<void> {
  const { report, signal } = tools;
  report(text.native.checking);
  if ((await whyNotLoadable()) === undefined) return saveToCache(buildFolder);
  if ((await restoreFromCache()) && (await whyNotLoadable()) === undefined) return;
  await removePatiently(buildFolder);
  // A newer Node's interface is none that its source was written for either.
  if (!isPublished())
    throw new WorkbookError(text.native.notPublished(platform, process.versions.node), {
      next: text.native.notPublishedNext,
    });
  report(text.native.fetching);
  if ((await fetchPrebuilt(signal)) && (await whyNotLoadable()) === undefined) return saveToCache(buildFolder);
  await removePatiently(buildFolder);
  await refuseWithoutCompiler();
  await compile(tools);
  const reason = await whyNotLoadable();
  if (reason !== undefined) throw new Error(text.native.doesNotLoad(reason));
  await saveToCache(buildFolder);
}

class ToolsMissing extends WorkbookError {
  readonly missing: readonly BuildTool[];

  constructor(missing: readonly BuildTool[]) {
    super(text.native.noCompiler(missing), { next: text.native.install(installCommand(missing)) });
    this.missing = missing;
  }
}

/** Whether a tool that was missing has come since. */
async function isMended({ missing }: z.infer<typeof failureSchema>): Promise<boolean> {
  if (missing === undefined) return false;
  const now: readonly string[] = await missingBuildTools();
  return missing.some((tool) => !now.includes(tool));
}

async function refuseWithoutCompiler(): Promise<void> {
  if (process.platform === 'win32') throw new WorkbookError(text.native.noBinary, { next: text.native.noBinaryNext });
  const missing = await missingBuildTools();
  if (missing.length === 0) return;
  throw new ToolsMissing(missing);
}

/** A compilation that failed would fail again, minutes later: it is repeated only on demand. What fails quickly is tried again soon. */
function keep(error: WorkbookError, quick: boolean, missing: readonly string[] | undefined): WorkbookError {
  const failure = {
    key: key(),
    message: error.message,
    next: error.next,
    expires: quick ? Date.now() + quickFailureMs : null,
    ...(missing && { missing }),
  };
  mkdirSync(setupFolder, { recursive: true });
  writeFileSync(failureFile, JSON.stringify(failure));
  return error;
}

function readFailure(): z.infer<typeof failureSchema> | undefined {
  try {
    const failure = failureSchema.parse(JSON.parse(readFileSync(failureFile, 'utf8')));
    return failure.key === key() && Date.now() < (failure.expires ?? Infinity) ? failure : undefined;
  } catch {
    return undefined;
  }
}
