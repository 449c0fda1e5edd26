// A cluster of one's own that asks for TLS, with a login and without one, given as a user gives it: by the environment.
import { exercisesOf, sound, type Exercise } from '../../../course/course.ts';
import { hasErrors } from '../../../grading/check/finding.ts';
import { runExercises } from '../../../grading/check/run-exercises.ts';
import type { ExerciseOutcome } from '../../../grading/check/run-trials.ts';
import { Extras } from '../../../grading/extras.ts';
import { createGrader } from '../../../grading/grader.ts';
import { sideBySide } from '../../../grading/side-by-side.ts';
import { findGiven } from '../../../lab/broker/given.ts';
import { securedUser, startSecured, type SecuredBroker } from '../../../lab/broker/secured.ts';
import { text } from '../../../text/words.ts';
import type { Context } from '../../context.ts';
import { gradeOne, lineOf, runFirstNotebook, watchOne, type Given } from './use-secured.ts';
import { LineTeller } from './line-teller.ts';
import type { Line, Result } from './part.ts';

/** On SASL_SSL each exercise that breaks no cluster, a notebook, `grade` and the page's view of the broker; on SSL an exercise of each chapter. */
export async function testSecured(context: Context): Promise<Result> {
  const { signal } = context;
  await using cluster = await startSecured({ signal });
  const [login, tls] = [await give(cluster, 'SASL_SSL'), await give(cluster, 'SSL')];
  const teller = new LineTeller(context);
  const { tell } = teller;
  const chapters = context.course().chapters.filter(({ lesson }) => !lesson.trouble);
  await using extras = new Extras({ broker: login.broker });
  const canRun = (exercise: Exercise): boolean => extras.lacks(exercise) === undefined;
  await solve(exercisesOf(context.course()).filter(canRun), login, { signal, tell });
  await solve(
    chapters.flatMap(({ exercises }) => exercises.filter(canRun).slice(0, 1)),
    tls,
    { signal, tell },
  );
  tell(leftOut(exercisesOf(context.course()).filter((exercise) => !canRun(exercise))));
  tell(await gradeOne(context, login));
  tell(await watchOne(login));
  tell(await runFirstNotebook(context, login));
  return teller.result;
}

// Each has told why: it breaks its cluster, and nobody's own is broken.
const mostLeftOut = 3;

function leftOut(exercises: readonly Exercise[]): Line {
  const what = text.test.secured.leftOut(exercises.map(({ label }) => label));
  return lineOf(what, exercises.length > mostLeftOut ? text.test.secured.tooMany(mostLeftOut) : '');
}

async function give(cluster: SecuredBroker, protocol: 'SASL_SSL' | 'SSL'): Promise<Given> {
  const { username, password } = securedUser;
  const settings = {
    KAFKA_BOOTSTRAP_SERVERS: cluster.listeners[protocol],
    KAFKA_SECURITY_PROTOCOL: protocol,
    KAFKA_SSL_CA_FILE: cluster.caFile,
    ...(protocol === 'SASL_SSL' && {
      KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512',
      KAFKA_SASL_USERNAME: username,
      KAFKA_SASL_PASSWORD: password,
    }),
  };
  const finding = await findGiven({ env: settings });
  if ('notHere' in finding) throw new Error('KAFKA_BOOTSTRAP_SERVERS is set, and no cluster is given.');
  return { broker: finding.broker, settings };
}

interface Telling {
  readonly signal: AbortSignal;
  readonly tell: (line: Line) => void;
}

/** Grades the kafkajs solution of each exercise. */
async function solve(exercises: readonly Exercise[], given: Given, { signal, tell }: Telling): Promise<void> {
  await using grader = await createGrader({ broker: given.broker, parallel: sideBySide, keep: true });
  const onExercise = ({ exercise, findings }: ExerciseOutcome): void => {
    const what = text.test.secured.exercise(exercise.label, given.settings['KAFKA_SECURITY_PROTOCOL'] ?? '');
    tell(lineOf(what, hasErrors(findings) ? findings.map(({ problem }) => problem).join('\n') : ''));
  };
  const scope = { kind: 'solutions' } as const;
  const options = { grader, repeat: { answers: 1, wrong: 1 }, scope, neighbours: new Map(), native: false, signal };
  await runExercises(exercises.map(sound), { ...options, onExercise });
  signal.throwIfAborted();
}
