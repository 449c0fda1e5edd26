// What a learner asks for. Every action is a plain form: it ends with a redirect to the page it came from, which the browser
// code follows in the background to put the changed parts in place.
import { Hono, type Context } from 'hono';
import { setCookie } from 'hono/cookie';
import { HTTPException } from 'hono/http-exception';
import type { ExerciseId } from '../../course/course.ts';
import type { SessionEvent } from '../../watch/session.ts';
import { WorkbookError } from '../../workbook-error.ts';
import type { PageDeps } from '../deps.ts';
import { text } from '../words.ts';
import { exerciseOf } from './course-routes.ts';
import type { Show } from './show.ts';

const actions: Readonly<Record<string, (exercise: ExerciseId) => SessionEvent>> = {
  run: (exercise) => ({ type: 'run', exercise }),
  hint: (exercise) => ({ type: 'hint', exercise }),
  reset: (exercise) => ({ type: 'reset', exercise }),
  undo: (exercise) => ({ type: 'undo-reset', exercise }),
  skip: (exercise) => ({ type: 'skip', exercise }),
  'give-up': (exercise) => ({ type: 'give-up', exercise }),
};

/** Changes: runs, hints, resets, answers, the editor and the theme. */
export function actionRoutes(deps: PageDeps, show: Show): Hono {
  const app = new Hono();
  app.post('/exercises/:chapter/:slug/:action', (c) => {
    const exercise = exerciseOf(c, deps.course());
    const name = c.req.param('action');
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (!exercise || !action) return c.notFound();
    deps.session.dispatch(action(exercise.id));
    return c.redirect(`/exercises/${exercise.id}`, 303);
  });
  app.post('/questions/:slug/:question', async (c) => answer(c, deps, show));
  app.post('/open', async (c) => open(c, deps, show));
  app.post('/theme', async (c) => {
    const { theme } = await formOf(c);
    const kept = theme === 'light' || theme === 'dark' ? theme : 'auto';
    setCookie(c, 'theme', kept, { path: '/', sameSite: 'Strict', maxAge: 365 * 86_400 });
    return back(c);
  });
  return app;
}

async function answer(c: Context, deps: PageDeps, show: Show): Promise<Response> {
  const chapter = deps.course().chapters.find(({ slug }) => slug === c.req.param('slug'));
  const question = chapter?.lesson.questions.find(({ id }) => id === c.req.param('question'));
  if (!chapter || !question) return c.notFound();
  const { choice: typed, review } = await formOf(c);
  const choice = question.choices.find(({ id }) => id === typed);
  if (choice) {
    const key = `${chapter.slug}/${question.id}`;
    const at = new Date(deps.now()).toISOString();
    deps.session.dispatch({ type: 'answer', question: key, choice: choice.id, right: choice.right === true, at });
  } else show.tell(text.question.missing);
  const from = typeof review === 'string' ? `/review?since=${encodeURIComponent(review)}` : `/lessons/${chapter.slug}`;
  return c.redirect(`${from}#q-${question.id}`, 303);
}

async function open(c: Context, deps: PageDeps, show: Show): Promise<Response> {
  const { path } = await formOf(c);
  try {
    await deps.openInEditor(typeof path === 'string' ? path : '');
  } catch (error) {
    if (!(error instanceof WorkbookError)) throw error;
    show.tell(`${error.message} ${error.next}`);
  }
  return back(c);
}

// A browser never sends a form that does not parse: this is a script with a slip.
async function formOf(c: Context) {
  try {
    return await c.req.parseBody();
  } catch (cause) {
    throw new HTTPException(400, { message: text.refusedForm, cause });
  }
}

// To the page that the form stood on; only ever to a path of ours.
function back(c: Context): Response {
  const referer = c.req.header('referer');
  const from = referer && URL.canParse(referer) ? new URL(referer) : undefined;
  return c.redirect(from && from.host === c.req.header('host') ? from.pathname + from.search : '/', 303);
}
