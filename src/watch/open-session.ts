// A session with everything around it that touches the world: files, progress, broker, grader.
import { existsSync } from 'node:fs';
import type { Broker } from '../lab/broker/broker.ts';
import { allExercises, brokenFiles, exercisesOf, type Course } from '../course/course.ts';
import { loadCourse } from '../course/load-course.ts';
import { whyNotWritten } from '../text/file-trouble.ts';
import { keepOriginals } from '../progress/originals.ts';
import { readProgress } from '../progress/progress-file.ts';
import { attemptsAt, type Progress } from '../progress/progress.ts';
import { workFile, worksOf } from '../course/work.ts';
import { currentWork } from './current-work.ts';
import { watchText } from './words.ts';
import { BrokerKeeper } from './keep-broker.ts';
import { nextExercise } from './next-exercise.ts';
import { outline } from './outline.ts';
import { EffectPerformer } from './perform-effects.ts';
import { createProgressSaver } from './save-progress.ts';
import { createSession } from './create-session.ts';
import type { Session, SessionState } from './session.ts';
import { watchFiles, type FileNews } from './watch-files.ts';

export interface OpenSessionOptions {
  /** Folder that holds lessons/ and exercises/. */
  readonly root: string;
  /** The learner's own folder. */
  readonly state: string;
  readonly poll: boolean;
  readonly findBroker: (signal: AbortSignal) => Promise<Broker>;
}

export interface OpenSession extends AsyncDisposable {
  readonly session: Session;
  /** The course as it is on disk now. */
  readonly course: () => Course;
  readonly broker: BrokerKeeper;
}

/**
 * Opens the learner's session where they stopped and starts looking for a broker; the current exercise is checked when there is one.
 * @throws WorkbookError where a newer workbook wrote the progress.
 */
export async function openSession({ root, state, poll, findBroker }: OpenSessionOptions): Promise<OpenSession> {
  let course = loadCourse(root);
  const { progress, damage } = await readProgress(state);
  await keepOriginals(state, allExercises(course), progress).catch(() => {});

  const fail = (detail: string) => session.dispatch({ type: 'effect-failed', detail });
  const tell = (detail: string | undefined) => detail !== undefined && fail(detail);
  const keeper = new BrokerKeeper({ find: findBroker, tell: (broker) => session.dispatch({ type: 'broker', broker }) });
  const saver = createProgressSaver(state, {
    saved: (saved) => session.dispatch({ type: 'progress-read', progress: saved }),
    damaged: fail,
    failed: (error) => fail(watchText.progressUnsaved(whyNotWritten(error))),
  });
  const effects = new EffectPerformer({ state, course: () => course, keeper, saver });
  const session: Session = createSession(initialState(course, progress), (effect, to) => effects.perform(effect, to));

  const news: FileNews = {
    saved: (works) => session.dispatch({ type: 'files-saved', works, own: effects.hasWritten(works) }),
    deleted: (work) => session.dispatch({ type: 'file-deleted', work }),
    courseChanged: () => {
      try {
        course = loadCourse(root);
        session.dispatch({ type: 'course-read', exercises: outline(course) });
        tellOfBroken(session, course);
      } catch (error) {
        fail(error instanceof Error ? error.message : String(error));
      }
    },
    progressChanged: async () => {
      const read = await readProgress(state);
      tell(read.damage);
      if (!saver.busy) session.dispatch({ type: 'progress-read', progress: read.progress });
    },
    failed: (error) => fail(watchText.filesUnseen(error.message)),
  };
  const files = await watchFiles({ course: () => course, state, poll }, news);

  tell(damage);
  keeper.find();
  begin(session, course);
  return {
    session,
    course: () => course,
    broker: keeper,
    async [Symbol.asyncDispose]() {
      effects.abort();
      await files[Symbol.asyncDispose]();
      await saver.settled();
      await keeper[Symbol.asyncDispose]();
    },
  };
}

function begin(session: Session, course: Course): void {
  const work = currentWork(session.state);
  if (work !== undefined && attemptsAt(session.state.progress, work) > 0) session.dispatch({ type: 'run' });
  tellOfBroken(session, course);
}

function tellOfBroken(session: Session, course: Course): void {
  const told = brokenFiles(course).map(({ trouble }) => `${trouble.message} ${watchText.next} ${trouble.next}`);
  if (told.length > 0) session.dispatch({ type: 'effect-failed', detail: told.join('\n') });
}

function initialState(course: Course, progress: Progress): SessionState {
  const exercises = outline(course);
  const known = exercises.find(({ id }) => id === progress.current);
  return {
    exercises,
    progress,
    current: known?.id ?? nextExercise(exercises, progress, undefined),
    languages: {},
    run: { status: 'idle' },
    results: {},
    deleted: exercisesOf(course).flatMap((exercise) =>
      worksOf(exercise).filter((work) => !existsSync(workFile(exercise, work))),
    ),
    broker: { status: 'starting' },
    setup: [],
    notice: undefined,
    queued: [],
    lastRun: 0,
    ended: false,
  };
}
