// Questions that come back: one that was answered wrong is asked again 1, 3 and 10 days after its last wrong answer, until
// it was right after the last of them. Pure; the time comes from the caller.
import type { Answered, Progress } from './progress.ts';

const dayMs = 86_400_000;
const marks = [1, 3, 10].map((days) => days * dayMs);
const mostAtOnce = 8;

/**
 * Which of the course's questions are due at this time (milliseconds since 1970): at most eight, those that have waited
 * longest first within each chapter, and chapters taking turns.
 * @param questions the course's, as `<chapter>/<question>`, in its order; answers to others are left alone
 */
export function dueQuestions(questions: readonly string[], progress: Progress, now: number): string[] {
  const waiting = questions
    .map((question) => ({ question, since: dueSince(progress.answers[question]?.history ?? [], now) }))
    .filter((each): each is { question: string; since: number } => each.since !== undefined);
  const chapters = Map.groupBy(waiting, ({ question }) => question.split('/', 1).join());
  const longestFirst = [...chapters.values()].map((of) => of.toSorted((one, other) => one.since - other.since));
  return turns(longestFirst)
    .slice(0, mostAtOnce)
    .map(({ question }) => question);
}

/** When a question became due; undefined where it is not at `now`. An answer of unknown time counts as long ago. */
function dueSince(history: readonly Answered[], now: number): number | undefined {
  const lastWrong = history.findLastIndex(({ right }) => !right);
  if (lastWrong < 0) return undefined;
  const wrongAt = timeOf(history[lastWrong]);
  const passed = (at: number): number => marks.filter((mark) => at >= wrongAt + mark).length;
  // An answer right after the wrong one was read from the page, not remembered: no mark had passed.
  const answeredFor = Math.max(0, ...history.slice(lastWrong + 1).map((answer) => passed(timeOf(answer))));
  const mark = marks[answeredFor];
  return mark !== undefined && passed(now) > answeredFor ? wrongAt + mark : undefined;
}

const timeOf = (answer: Answered | undefined): number => (answer?.at ? Date.parse(answer.at) : 0);

/** Progress as it was before this time, as far as answers go. */
export function answersBefore(progress: Progress, time: number): Progress {
  const answers = Object.entries(progress.answers).map(([question, { history, ...rest }]) => [
    question,
    { ...rest, history: history.filter((answer) => timeOf(answer) < time) },
  ]);
  return { ...progress, answers: Object.fromEntries(answers) };
}

// The first of each list, then the second of each, and so on.
function turns<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1))).flat();
}
