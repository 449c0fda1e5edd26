import { removeStamp } from '../../../bin/stamp.mjs';
import { removeBundledJava } from '../../setup/java.ts';
import { removeWrongJars } from '../../setup/jars.ts';
import { checkRequirements } from '../../setup/doctor/check-requirements.ts';
import type { Requirement } from '../../setup/doctor/requirement.ts';
import { text } from '../../setup/words.ts';
import { showProgress } from '../../setup/show-progress.ts';
import { startSetup } from '../../setup/start-setup.ts';
import { stepNames } from '../../setup/step.ts';
import type { Context, ExitCode } from '../context.ts';

const steps: ReadonlySet<string> = new Set(stepNames);

/** fix: first try everything again that is missing, also what is known to fail slowly. */
export interface DoctorArgs {
  readonly fix: boolean;
}

/** Shows on one screen what the workbook needs, what of it is here, and how to get the rest. */
export async function doctor(context: Context, { fix }: DoctorArgs): Promise<ExitCode> {
  const { output } = context;
  if (fix) {
    const wrong = await removeWrongJars();
    if (wrong > 0) output.note(text.doctor.wrongJars(wrong));
    await forgetBroken(await checkRequirements());
    await setUpAll(context);
  }
  const requirements = await checkRequirements();
  output.data({ requirements });
  const width = Math.max(...requirements.map(({ name }) => name.length));
  for (const requirement of requirements) printOne(context, requirement, width);
  const needed = requirements.filter((requirement) => requirement.needed && requirement.status !== 'ok');
  const others = requirements.filter((requirement) => !requirement.needed && requirement.status !== 'ok');
  output.print();
  output.print(text.doctor.summary(needed.length, others.length));
  if (!canHaveBroker(requirements, context.env)) output.print(text.doctor.noBroker);
  return needed.length > 0 ? 3 : 0;
}

function canHaveBroker(requirements: readonly Requirement[], env: Context['env']): boolean {
  const isOk = (wanted: string) => requirements.some(({ id, status }) => id === wanted && status === 'ok');
  return (isOk('java') && isOk('jars')) || isOk('docker') || Boolean(env['KAFKA_BOOTSTRAP_SERVERS']);
}

/** A step that was done and does not work is done again. */
async function forgetBroken(requirements: readonly Requirement[]): Promise<void> {
  const broken = requirements.filter(({ status }) => status === 'broken').map(({ id }) => id);
  for (const id of broken) if (steps.has(id)) removeStamp(id);
  if (broken.includes('java')) await removeBundledJava();
}

async function setUpAll({ output, signal }: Context): Promise<void> {
  using progress = showProgress(process.stderr, { live: output.colour });
  const setup = startSetup(stepNames, { signal, onEvent: progress.onEvent, retry: true });
  await Promise.allSettled(stepNames.map((name) => setup.step(name)));
  signal.throwIfAborted();
}

const marks = { ok: ['green', '✓'], missing: ['yellow', '-'], broken: ['red', '✗'] } as const;

function printOne({ output }: Context, { name, status, detail, fix, needed }: Requirement, width: number): void {
  // What is not needed is no fault, also where it is there and does not work.
  const [style, mark] = marks[status === 'broken' && !needed ? 'missing' : status];
  const [first = '', ...rest] = detail.split('\n');
  const state = status === 'ok' ? '' : `${output.paint(style, text.doctor.states[status])}: `;
  output.print(`${output.paint(style, mark)} ${name.padEnd(width)}  ${state}${first}`);
  for (const line of rest) output.print(`  ${' '.repeat(width)}  ${line.trim()}`);
  if (fix !== undefined) output.print(`  ${' '.repeat(width)}  ${text.doctor.fix}: ${fix}`);
}
