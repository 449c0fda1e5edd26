// Watch mode on a terminal: draws a frame after every event, and turns keys into events.
import { createPainter } from '../../bin/painter.mjs';
import { mainSolution, packageOf, solutionsOf } from '../course/answer.ts';
import { compareWithSolution, type Comparison } from '../course/compare-with-solution.ts';
import { exerciseById, type Exercise } from '../course/course.ts';
import { fileLink } from '../text/file-link.ts';
import { paintDifference } from '../text/paint-difference.ts';
import type { Paint } from '../text/style.ts';
import { watchText } from './words.ts';
import { frame } from './frame.ts';
import { listenToKeys } from './keyboard.ts';
import type { OpenSession } from './open-session.ts';
import { followSession, plainView, press, type View } from './view.ts';

export interface Screen {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly paint: Paint;
}

/** Shows the session until the learner leaves it or the signal aborts; gives the terminal back as it was. */
export async function showScreen(open: OpenSession, screen: Screen, signal: AbortSignal): Promise<void> {
  const { session, course } = open;
  const { stdin, stdout, paint } = screen;
  const painter = createPainter(stdout);
  let view: View = plainView;
  let solution: string | undefined;
  let drawing: NodeJS.Immediate | undefined;

  const draw = () => {
    drawing = undefined;
    const look = { columns: stdout.columns || 80, rows: stdout.rows || 24, colour: true, paint };
    painter.paint(frame({ state: session.state, view, course: course(), look, solution }));
  };
  const drawSoon = () => {
    drawing ??= setImmediate(draw);
  };
  const changeView = (after: View) => {
    if (after.panel === 'solution' && view.panel !== 'solution') {
      void solutionText(open, paint).then((text) => {
        solution = text;
        return drawSoon();
      });
    }
    view = after;
    drawSoon();
  };
  const unsubscribe = session.subscribe((after, _event, before) => changeView(followSession(view, before, after)));
  const resized = () => {
    painter.forget();
    drawSoon();
  };
  stdout.on('resize', resized);
  // The last resort, for an error that nobody catches: the cursor must not stay hidden.
  const leave = () => painter.leave();
  process.once('exit', leave);
  const keys = listenToKeys(stdin, (key) => {
    const pressed = press(view, session.state, key);
    changeView(pressed.view);
    for (const event of pressed.events) session.dispatch(event);
  });
  draw();
  await untilEnded(open, signal);
  unsubscribe();
  clearImmediate(drawing);
  stdout.off('resize', resized);
  keys[Symbol.dispose]();
  process.off('exit', leave);
  leave();
  stdout.write(`\n${watchText.bye}\n`);
}

/** Resolves when the learner leaves, by key or by page, or when the signal aborts. */
export async function untilEnded({ session }: OpenSession, signal: AbortSignal): Promise<void> {
  if (session.state.ended || signal.aborted) return;
  await new Promise<void>((resolve) => {
    const end = () => {
      unsubscribe();
      resolve();
    };
    const unsubscribe = session.subscribe((state) => {
      if (state.ended) end();
    });
    signal.addEventListener('abort', end, { once: true });
  });
}

async function solutionText({ session, course }: OpenSession, paint: Paint): Promise<string> {
  const exercise = exerciseById(course(), session.state.current);
  if (!exercise) return '';
  try {
    const compared = await compareWithSolution(exercise, mainSolution(exercise).path, course().root);
    return [...pathLines(exercise), '', differenceText(compared, paint)].join('\n');
  } catch (error) {
    return String(error);
  }
}

function pathLines(exercise: Exercise): string[] {
  return solutionsOf(exercise).map(
    ({ client, path }) => `${watchText.solutionPath(packageOf(client))} ${fileLink(path, true)}`,
  );
}

function differenceText({ solution, difference }: Comparison, paint: Paint): string {
  if (difference === null) return solution.trimEnd();
  if (difference === '') return watchText.same;
  return `${paint('bold', watchText.difference)}\n${paintDifference(difference, paint)}`;
}
