import { once } from 'node:events';
import type { Broker } from '../../lab/broker/broker.ts';
import type { Chapter } from '../../course/course.ts';
import { RunLeftovers } from '../../grading/run-leftovers.ts';
import { text } from '../../notebook/words.ts';
import { copyPath } from '../../notebook/executed-view.ts';
import { startLab, type Lab } from '../../notebook/start-lab.ts';
import { syncNotebooks } from '../../notebook/sync-notebooks.ts';
import { prepareCopies, renewCopy } from '../../notebook/working-copies.ts';
import { showProgress } from '../../setup/show-progress.ts';
import { startSetup } from '../../setup/start-setup.ts';
import { WorkbookError } from '../../workbook-error.ts';
import { chooseChapter } from './choose-chapter.ts';
import type { Context, ExitCode } from '../context.ts';
import { sharedBroker, type WantedBroker } from '../obtain-broker.ts';
import { learnerProgress } from './progress-in-context.ts';

export interface NotebooksArgs extends WantedBroker {
  /** As typed; the one the learner is at where not given. */
  readonly chapter: string | undefined;
  /** Open a browser, where there is one. */
  readonly browser: boolean;
  /** Put the learner's copy aside and begin with the course's notebook. */
  readonly fresh: boolean;
  /** Instead: make every .ipynb anew from its .ts, for authors. */
  readonly sync: boolean;
}

/** Opens a chapter's notebook in JupyterLab, with a broker, until Ctrl-C. */
export async function notebooks(context: Context, args: NotebooksArgs): Promise<ExitCode> {
  if (args.sync) return sync(context);
  const chapter = chooseChapter(context, await learnerProgress(context), args.chapter);
  if (!chapter.notebook) throw new WorkbookError(text.noNotebook(chapter.number), { next: text.noNotebookNext });
  prepare(context, chapter, args.fresh);
  await using broker = await findParts(context, args);
  await using leftovers = new RunLeftovers(broker.connection);
  const openBrowserOn = args.browser && hasScreen(context) ? chapter.key : undefined;
  await using lab = await startLab({ broker, openBrowserOn, signal: context.signal });
  leftovers.add(lab.prefix);
  tell(context, chapter, lab, broker);
  return await untilEnd(context, lab, broker); // before lab and broker are disposed
}

async function sync(context: Context): Promise<ExitCode> {
  using progress = showProgress(process.stderr, { live: context.output.colour });
  await startSetup([], { signal: context.signal, onEvent: progress.onEvent }).step('jupyter');
  const changed = await syncNotebooks(context.course(), context.signal);
  for (const path of changed) context.output.print(text.written(path));
  if (changed.length === 0) context.output.print(text.inStep);
  context.output.data({ written: changed });
  return 0;
}

function prepare({ course, output }: Context, chapter: Chapter, fresh: boolean): void {
  const aside = fresh ? renewCopy(chapter) : undefined;
  if (aside !== undefined) output.note(text.putAside(aside));
  if (prepareCopies(course()).get(chapter.key) === 'behind') output.note(text.behind(chapter.number));
}

// The native client compiles beside it; a notebook that lacks it says so.
async function findParts({ output, signal }: Context, wanted: WantedBroker): Promise<Broker> {
  using progress = showProgress(process.stderr, { live: output.colour });
  const setup = startSetup(['jupyter', 'kernel', 'native'], { signal, onEvent: progress.onEvent });
  const broker = await sharedBroker(setup, wanted, signal);
  try {
    await Promise.all([setup.step('jupyter'), setup.step('kernel')]);
    return broker;
  } catch (error) {
    await broker[Symbol.asyncDispose]();
    throw error;
  }
}

function tell({ output }: Context, { key }: Chapter, lab: Lab, { source }: Broker): void {
  output.print(text.labAt(lab.url(key)));
  // A broker that was found running belongs to whoever started it.
  output.print(text.yourCopy(copyPath(key), source === 'embedded' || source === 'container'));
  output.data({ url: lab.url(key), notebook: copyPath(key) });
}

/** Whether a browser that is opened would be seen. */
function hasScreen({ env, output }: Context): boolean {
  if (output.json) return false;
  return process.platform !== 'linux' || [env['DISPLAY'], env['WAYLAND_DISPLAY'], env['WSL_DISTRO_NAME']].some(Boolean);
}

async function untilEnd({ signal, output }: Context, lab: Lab, broker: Broker): Promise<ExitCode> {
  const over = AbortSignal.any([signal, broker.lost]);
  await Promise.race([lab.ended, over.aborted ? undefined : once(over, 'abort')]);
  if (!broker.lost.aborted) return 0;
  output.note(text.brokerLost);
  return 3;
}
