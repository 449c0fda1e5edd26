import type { Broker } from '../../lab/broker/broker.ts';
import { checkRequirements } from '../../setup/doctor/check-requirements.ts';
import type { Setup, SetupEvent, StepStatus } from '../../setup/setup.ts';
import { startSetup } from '../../setup/start-setup.ts';
import { stepNames } from '../../setup/step.ts';
import { LabOnDemand } from '../../page/lab-on-demand.ts';
import { learnerId } from '../../progress/learner-id.ts';
import { servePage, type ServedPage } from '../../page/serve.ts';
import { openSession, type OpenSession } from '../../watch/open-session.ts';
import { pageStep, type Session, type SetupStepState } from '../../watch/session.ts';
import { WorkbookError } from '../../workbook-error.ts';
import type { Context, ExitCode } from '../context.ts';
import { sharedBroker, type WantedBroker } from '../obtain-broker.ts';
import { refuseJson, show } from './watch.ts';

export interface StartArgs extends WantedBroker {
  readonly poll: boolean;
  /** First port to try for the page. */
  readonly port: number | undefined;
}

/** Set-up, broker, page and watch mode side by side: each is there as soon as it can be, and says so. */
export async function start(context: Context, { poll, port, ...wanted }: StartArgs): Promise<ExitCode> {
  refuseJson(context, 'start');
  const { paths, signal, text } = context;
  const stop = new AbortController();
  const ended = AbortSignal.any([signal, stop.signal]);
  let session: Session | undefined;
  const early: SetupStepState[] = [];
  const tell = (step: SetupStepState) => {
    if (session) session.dispatch({ type: 'setup', step });
    else early.push(step);
  };
  const setup = startSetup(stepNames, { signal: ended, onEvent: (event) => tell(stepState(event, text.start)) });
  await using open = await openSession({
    root: paths.root,
    state: paths.state,
    poll,
    findBroker: async (until): Promise<Broker> => sharedBroker(setup, wanted, until),
  });
  session = open.session;
  await using lab = new LabOnDemand({
    course: open.course,
    broker: () => open.broker.connection && { connection: open.broker.connection, env: open.broker.env },
    installed: async () => Promise.all([setup.step('jupyter'), setup.step('kernel')]),
  });
  early.forEach(tell);
  const serving = serve(context, open, lab, port);
  await show(context, open);
  stop.abort();
  const page = await serving;
  await page?.[Symbol.asyncDispose]();
  await allSettled(setup);
  return 0;
}

// The page's own part in the set-up, so that terminal and page tell of it like of every other part.
async function serve(
  { paths, text }: Context,
  { session, broker }: OpenSession,
  lab: LabOnDemand,
  port: number | undefined,
): Promise<ServedPage | undefined> {
  const tell = (status: SetupStepState['status'], detail: string) =>
    session.dispatch({ type: 'setup', step: { name: pageStep, status, detail } });
  try {
    const page = await servePage({
      root: paths.root,
      session,
      learner: await learnerId(paths.state),
      connection: () => broker.connection,
      drillCluster: () => broker.drillCluster,
      brokerControl: broker,
      doctor: checkRequirements,
      openNotebook: async (chapter) => lab.open(chapter),
      ...(port === undefined ? {} : { port }),
    });
    tell('ready', page.moved === undefined ? page.address : `${page.address} (${page.moved})`);
    return page;
  } catch (error) {
    tell('failed', error instanceof WorkbookError ? `${error.message} ${text.next} ${error.next}` : String(error));
    return undefined;
  }
}

async function allSettled(setup: Setup): Promise<void> {
  await Promise.allSettled(stepNames.map((name) => setup.step(name)));
}

type StartText = Context['text']['start'];

function stepState({ title, status }: SetupEvent, text: StartText): SetupStepState {
  return { name: title, ...standing(status, text) };
}

function standing(status: StepStatus, text: StartText): Omit<SetupStepState, 'name'> {
  switch (status.state) {
    case 'pending':
      return { status: 'waiting', detail: '' };
    case 'running':
      return { status: 'running', detail: text.running(status.text, status.fraction) };
    case 'done':
      return { status: 'ready', detail: status.ms === 0 ? '' : text.took(status.ms) };
    case 'failed':
      return { status: 'failed', detail: `${status.error.message} ${text.next} ${status.error.next}` };
    case 'skipped':
      return { status: 'skipped', detail: status.error.message };
  }
}
