import { resolve } from 'node:path';
import { learnersFile } from '../../course/answer.ts';
import { exercisesOf, sound } from '../../course/course.ts';
import { findExercise } from '../../course/find-exercise.ts';
import { gradeOf, type GradeReport, type LearnerGrade } from '../../grading/grade-report.ts';
import { createGrader, type GradeJob, type Grader } from '../../grading/grader.ts';
import { sideBySide } from '../../grading/side-by-side.ts';
import { reportFormats, type ReportFormat } from '../../grading/reports/report-format.ts';
import type { Result } from '../../grading/result.ts';
import { whyNoFile } from '../../grading/readable-file.ts';
import { isUntouched, listSubmissions, submittedFile } from '../../grading/submissions.ts';
import { blankResult } from '../../grading/to-result.ts';
import { gradeText } from '../../text/words.ts';
import { testLines } from '../../watch/verdict.ts';
import { printable } from '../../text/printable.ts';
import { WorkbookError } from '../../workbook-error.ts';
import type { Context, ExitCode } from '../context.ts';
import { lookOf } from '../look-of.ts';
import { obtainAndTell, type WantedSource } from '../obtain-broker.ts';

export interface GradeArgs {
  /** As typed; all where empty. */
  readonly exercises: readonly string[];
  /** Files in place of the learner's own, as `1/2=path`. */
  readonly files: readonly string[];
  /** Folder with a folder for each learner. */
  readonly submissions?: string | undefined;
  readonly format: ReportFormat | 'text';
  readonly broker: WantedSource;
}

/** One learner, and what of theirs is graded. */
interface Sheet {
  readonly learner: string;
  readonly jobs: readonly (Pick<GradeJob, 'exercise' | 'subject' | 'submitted'> & {
    /** Not the learner's own copy of the course. */
    readonly handedIn?: boolean;
  })[];
}

interface Sheets {
  readonly sheets: readonly Sheet[];
  /** What of the submissions was left out, or stood elsewhere. */
  readonly remarks: readonly string[];
}

/** Grades the learner's exercises, given files, or a folder of submissions. 0 all passed, 1 not, 3 where one could not be graded. */
export async function grade(context: Context, args: GradeArgs): Promise<ExitCode> {
  const { output, signal } = context;
  const { sheets, remarks } = sheetsOf(context, args);
  for (const remark of remarks) output.note(remark);
  const asText = args.format === 'text';
  // Without what stands in its file, nobody knows what an exercise is worth.
  for (const { exercise } of sheets.flatMap(({ jobs }) => jobs)) sound(exercise);
  if (args.format !== 'text') refuseEarly(sheets, args.format);
  await using broker = await obtainAndTell(context, args);
  await using grader = await createGrader({ broker, parallel: sideBySide });
  const graded = await Promise.all(
    sheets.map(async (sheet) => {
      const learner = await gradeSheet(sheet, grader, signal);
      if (signal.aborted) return undefined;
      if (asText) gradeLines(context, sheet, learner).forEach((line) => output.print(line));
      return learner;
    }),
  );
  const learners = graded.filter((each) => each !== undefined);
  // Who is interrupted keeps what is done.
  if (signal.aborted) output.note(gradeText.interrupted(learners.length, sheets.length));
  const report: GradeReport = { formatVersion: 1, learners, ...(remarks.length > 0 && { remarks }) };
  if (args.format !== 'text' && learners.length > 0) output.print(reportFormats[args.format](report).trimEnd());
  output.data(report);
  signal.throwIfAborted();
  return exitCodeOf(learners);
}

function exitCodeOf(learners: readonly LearnerGrade[]): ExitCode {
  const ungraded = learners.some(({ results }) => results.some(({ status }) => status === 'not-graded'));
  if (ungraded) return 3;
  return learners.every(({ passed, results }) => passed === results.length) ? 0 : 1;
}

function sheetsOf(context: Context, { exercises, files, submissions }: GradeArgs): Sheets {
  const course = context.course();
  if (files.length > 0) return yours(files.map((typed) => fileJob(context, typed)));
  const wanted = exercises.length > 0 ? exercises.map((typed) => findExercise(course, typed)) : exercisesOf(course);
  if (submissions === undefined) {
    return yours(wanted.map((exercise) => ({ exercise, subject: learnersFile(exercise.files.stub) })));
  }
  const listed = listSubmissions(resolve(submissions), course);
  const sheets = listed.submissions.map((submission) => ({
    learner: submission.learner,
    jobs: wanted.map((exercise) => {
      const path = submittedFile(course, submission, exercise);
      const submitted = { folder: submission.folder, among: resolve(submissions) };
      return { exercise, subject: learnersFile(path), handedIn: true, submitted };
    }),
  }));
  return { sheets, remarks: listed.remarks };
}

const yours = (jobs: Sheet['jobs']): Sheets => ({ sheets: [{ learner: gradeText.you, jobs }], remarks: [] });

// A format that cannot hold these learners says so before they are graded, not after.
function refuseEarly(sheets: readonly Sheet[], format: ReportFormat): void {
  reportFormats[format]({ formatVersion: 1, learners: sheets.map(({ learner }) => gradeOf(learner, [])) });
}

function fileJob(context: Context, typed: string): Sheet['jobs'][number] {
  const [, name, path] = /^([^=]+)=(.+)$/.exec(typed) ?? [];
  if (!name || !path) throw new WorkbookError(gradeText.noPair(typed), { next: gradeText.noPairNext, fault: 'usage' });
  return { exercise: findExercise(context.course(), name), subject: learnersFile(resolve(path)), handedIn: true };
}

async function gradeSheet({ learner, jobs }: Sheet, grader: Grader, signal: AbortSignal): Promise<LearnerGrade> {
  const results = jobs.map(async ({ handedIn, ...job }): Promise<Result> => {
    const { exercise, subject } = job;
    if (!handedIn || whyNoFile(subject.path) !== undefined || !isUntouched(subject.path, exercise))
      return grader.grade({ ...job, signal });
    return blankResult('failed', gradeText.untouched, { exercise, subject, about: grader.about(exercise) });
  });
  return gradeOf(learner, await Promise.all(results));
}

function gradeLines(context: Context, { jobs }: Sheet, learner: LearnerGrade): string[] {
  const { paint } = context.output;
  const look = lookOf(context);
  const exercises = learner.results.flatMap(({ status, points, maxPoints, message, tests }, at) => {
    const { label = '', title = '' } = jobs[at]?.exercise ?? {};
    const failed = tests.filter((test) => test.state !== 'passed');
    return [
      paint(status === 'passed' ? 'green' : 'red', gradeText.exercise(label, title, points, maxPoints)),
      ...(message ? [`  ${message}`] : []),
      ...failed.flatMap((test) => testLines(test, look)),
    ];
  });
  return [
    paint('bold', gradeText.learner(printable(learner.learner), learner.points, learner.maxPoints)),
    ...exercises,
    '',
  ];
}
