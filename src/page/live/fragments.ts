// The parts of the page that change by themselves. Each has a key, stands in the page as `data-live="<key>"`, and is rendered
// by the same function for a page and for an update, so that what is pushed and what is loaded never differ.
import { exerciseById, exercisesOf, type Course } from '../../course/course.ts';
import { workOf, type WorkKey } from '../../course/work.ts';
import type { SessionEvent, SessionState } from '../../watch/session.ts';
import type { PageDeps } from '../deps.ts';
import type { Html } from '../html.ts';
import { actionsView } from '../views/actions-view.ts';
import { brokerStateView } from '../views/broker-view.ts';
import { lastAnswer } from '../../progress/progress.ts';
import { exerciseRows, progressView } from '../views/course-view.ts';
import { doorsView } from '../views/doors.ts';
import { hintsView } from '../views/hints-view.ts';
import { questionView } from '../views/question-view.ts';
import { setupView } from '../views/setup-view.ts';
import { noticeView, statusView } from '../views/status.ts';
import { verdictView } from '../views/verdict-view.ts';

type Render = (deps: PageDeps, course: Course, subject: string) => Html | Promise<Html> | undefined;

const chapterIn = (course: Course, slug: string) => course.chapters.find((chapter) => chapter.slug === slug);

const renderers: Readonly<Record<string, Render>> = {
  status: ({ session }, course) => statusView(session.state, course),
  notice: ({ session }) => noticeView(session.state),
  broker: ({ session }) => brokerStateView(session.state),
  setup: ({ session }) => setupView(session.state),
  progress: ({ session }, course, track) => progressView(course, session.state, track === 'fast' ? 'fast' : 'all'),
  exercises: ({ session }, course, subject) => {
    const [track, slug = ''] = subject.split(':');
    const all = chapterIn(course, slug)?.exercises;
    return all && exerciseRows(track === 'fast' ? all.filter(({ fast }) => fast) : all, session.state);
  },
  doors: ({ session }, course, subject) => {
    const [slug = '', at = ''] = subject.split('@');
    const chapter = chapterIn(course, slug);
    return chapter && doorsView(chapter, session.state, at);
  },
  verdict: ({ session }, course, id) => {
    const exercise = exerciseById(course, id);
    return exercise && verdictView(session.state, exercise);
  },
  actions: ({ session }, course, id) => {
    const exercise = exerciseById(course, id);
    return exercise && actionsView(course, session.state, exercise);
  },
  hints: (deps, course, id) => {
    const exercise = exerciseById(course, id);
    return exercise && hintsView(deps, exercise);
  },
  question: (deps, course, key) => {
    const [slug = '', id] = key.split('/');
    const question = chapterIn(course, slug)?.lesson.questions.find((each) => each.id === id);
    return question && questionView(key, question, lastAnswer(deps.session.state.progress, key), deps);
  },
};

/** The part with this key as HTML; undefined where the course has no such part. */
export async function renderFragment(deps: PageDeps, course: Course, key: string): Promise<string | undefined> {
  const colon = key.indexOf(':');
  const name = colon < 0 ? key : key.slice(0, colon);
  const rendered = await renderers[name]?.(deps, course, colon < 0 ? '' : key.slice(colon + 1));
  return rendered === undefined ? undefined : String(rendered);
}

/** Keys of the parts that an event changes, the verdict first. */
export function affected(event: SessionEvent, state: SessionState, before: SessionState, course: Course): string[] {
  if (event.type === 'setup') return ['setup'];
  if (event.type === 'answer') return [`question:${event.question}`, 'notice'];
  if (event.type === 'test-finished' || event.type === 'phase')
    return worksIn(state).map((work) => `verdict:${workOf(work).exercise}`);
  const all = ['progress-read', 'course-read', 'broker'].includes(event.type);
  const touched = all ? exercisesOf(course).map(({ id }) => id) : touchedBy(event, state, before);
  return [...about(touched), ...frame, ...chaptersOf(course, (id) => touched.includes(id))];
}

const frame = ['status', 'notice', 'progress:all', 'progress:fast', 'broker'];

const about = (ids: readonly string[]): string[] =>
  ids.flatMap((id) => [`verdict:${id}`, `actions:${id}`, `hints:${id}`]);

function touchedBy(event: SessionEvent, state: SessionState, before: SessionState): string[] {
  const ids = [
    'exercise' in event ? event.exercise : undefined,
    ...[state, before].flatMap((each) => [
      each.current,
      ...[...worksIn(each), ...each.deleted].map((work) => workOf(work).exercise),
    ]),
  ];
  return [...new Set(ids)].filter((id) => id !== undefined);
}

const worksIn = ({ run }: SessionState): WorkKey[] => ('work' in run ? [run.work] : []);

function chaptersOf(course: Course, isTouched: (id: string) => boolean): string[] {
  const chapters = course.chapters.filter(({ exercises }) => exercises.some(({ id }) => isTouched(id)));
  return chapters.flatMap(({ slug, exercises, notebook }) => [
    `exercises:all:${slug}`,
    `exercises:fast:${slug}`,
    `doors:${slug}@/lessons/${slug}`,
    ...(notebook ? [`doors:${slug}@/notebooks/${slug}`] : []),
    ...exercises.map(({ id }) => `doors:${slug}@/exercises/${id}`),
  ]);
}
