import type { Chapter } from '../../course/course.ts';
import { hasErrors, type Finding } from '../../grading/check/finding.ts';
import type { Broker } from '../../lab/broker/broker.ts';
import { checkLessons, type ProgramOutcome } from '../../notebook/check-lessons.ts';
import { noProgress } from '../../progress/progress.ts';
import { checkText } from '../../text/words.ts';
import type { Context, ExitCode } from '../context.ts';
import { chooseChapter } from '../learn/choose-chapter.ts';
import { obtainBroker, type WantedSource } from '../obtain-broker.ts';

export interface CheckLessonArgs {
  readonly chapter: string;
  /** Puts what the programs print into the lesson. */
  readonly write: boolean;
  readonly broker: WantedSource;
}

/** Runs the programs of one lesson, and compares what they print with what it shows. 0 as shown, 1 not. */
export async function checkLesson(
  context: Context,
  { chapter, write, broker: source }: CheckLessonArgs,
): Promise<ExitCode> {
  const { output } = context;
  const chapters = [chooseChapter(context, noProgress, chapter)];
  await using broker = await obtainBroker(context, source);
  const findings = await findInLessons(context, { chapters, broker, confluent: await hasConfluentClient(), write });
  for (const finding of findings) output.print(findingLine(output, finding));
  const ok = !hasErrors(findings);
  output.data({ ok, findings });
  return ok ? 0 : 1;
}

export interface LessonRuns {
  readonly chapters: readonly Chapter[];
  readonly broker: Broker;
  readonly confluent: boolean;
  readonly write?: boolean;
}

/** Runs the programs of these lessons; what is wrong with each, when all have ended. */
export async function findInLessons(context: Context, { chapters, ...options }: LessonRuns): Promise<Finding[]> {
  const { output, signal } = context;
  const onProgram = ({ where, seconds, findings }: ProgramOutcome): void =>
    output.print(`${markOf(output, findings)} ${where} ${output.paint('dim', checkText.seconds(seconds))}`);
  const outcomes = await checkLessons(context.course(), chapters, { ...options, signal, onProgram });
  return outcomes.flatMap(({ findings }) => [...findings]);
}

/** Whether the client's native part is here: it is fetched or built apart from npm's packages, and not everywhere. */
export const hasConfluentClient = (): Promise<boolean> =>
  import('@confluentinc/kafka-javascript').then(
    () => true,
    () => false,
  );

/** A word before what was checked: sound, or broken. */
export const markOf = ({ paint }: Context['output'], findings: readonly Finding[]): string =>
  hasErrors(findings) ? paint('red', checkText.broken) : paint('green', checkText.sound);

/** A finding as a line for a person. */
export function findingLine(output: Context['output'], { severity, where, problem }: Finding): string {
  const name = output.paint(severity === 'error' ? 'red' : 'yellow', checkText[severity]);
  return `${name} ${output.paint('bold', where)} ${problem}`;
}
