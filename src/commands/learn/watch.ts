import { startSetup } from '../../setup/start-setup.ts';
import { openSession } from '../../watch/open-session.ts';
import { showLog } from '../../watch/show-log.ts';
import { showScreen } from '../../watch/show-screen.ts';
import type { OpenSession } from '../../watch/open-session.ts';
import { WorkbookError } from '../../workbook-error.ts';
import type { Context, ExitCode } from '../context.ts';
import { lookOf } from '../look-of.ts';
import { sharedBroker, type WantedBroker } from '../obtain-broker.ts';

export interface WatchArgs extends WantedBroker {
  readonly poll: boolean;
}

/** Checks the current exercise at every save until the learner leaves. */
export async function watch(context: Context, { poll, ...wanted }: WatchArgs): Promise<ExitCode> {
  refuseJson(context, 'watch');
  const { paths } = context;
  const setup = startSetup([], { signal: context.signal });
  await using open = await openSession({
    root: paths.root,
    state: paths.state,
    poll,
    findBroker: async (signal) => sharedBroker(setup, wanted, signal),
  });
  await show(context, open);
  return 0;
}

/** Shows the session on a screen where there is one that may move, else line by line. */
export async function show(context: Context, open: OpenSession): Promise<void> {
  const { stdin, stdout, output, signal } = context;
  if (output.colour && stdout.isTTY && stdin.isTTY) {
    await showScreen(open, { stdin, stdout, paint: output.paint }, signal);
  } else {
    await showLog(open, { stdin, look: lookOf(context), print: output.print }, signal);
  }
}

/** @throws WorkbookError (usage): what a session tells is no single document. */
export function refuseJson({ output, text }: Context, command: string): void {
  if (!output.json) return;
  throw new WorkbookError(text.noJson(command), { next: text.noJsonNext, fault: 'usage' });
}
