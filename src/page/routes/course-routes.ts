import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { exerciseById, sound, type Course } from '../../course/course.ts';
import type { PageDeps } from '../deps.ts';
import { text } from '../words.ts';
import { laterChapters } from '../../course/coverage.ts';
import { courseView } from '../views/course-view.ts';
import { exerciseView } from '../views/exercise-view.ts';
import { lessonView } from '../views/lesson-view.ts';
import { reviewLink, reviewView } from '../views/review-view.ts';
import { solutionView } from '../views/solution-view.ts';
import { summaryView } from '../views/summary-view.ts';
import type { Show } from './show.ts';

/** What a learner reads: the course, its lessons, its exercises and their solutions. */
export function courseRoutes(deps: PageDeps, show: Show): Hono {
  const app = new Hono();
  app.get('/', async (c) => {
    const track = c.req.query('track') === 'fast' ? 'fast' : 'all';
    const course = deps.course();
    const beside = { later: laterChapters(course), review: reviewLink(deps, course) };
    const main = courseView(course, deps.session.state, track, beside);
    return show(c, { title: text.name, kind: 'wide', main });
  });
  app.get('/progress', async (c) => {
    const main = summaryView(deps.course(), deps.session.state.progress, deps.now());
    return show(c, { title: text.summary.title, kind: 'prose', main });
  });
  app.get('/review', async (c) => {
    const since = timeIn(c.req.query('since'));
    // The time stands in the address: what is asked stays the same while it is answered.
    if (since === undefined) return c.redirect(`/review?since=${new Date(deps.now()).toISOString()}`, 303);
    return show(c, { title: text.review.title, kind: 'prose', main: reviewView(deps, deps.course(), since) });
  });
  app.get('/lessons/:slug', async (c) => {
    const course = deps.course();
    const chapter = course.chapters.find(({ slug }) => slug === c.req.param('slug'));
    if (!chapter) return c.notFound();
    const { title } = sound(chapter.lesson);
    const main = await lessonView(deps, course, chapter, c.req.query('again'));
    return show(c, { title, kind: 'prose', main });
  });
  app.get('/exercises/:chapter/:slug', async (c) => {
    const course = deps.course();
    const exercise = exerciseOf(c, course);
    if (!exercise) return c.notFound();
    const main = await exerciseView(deps, course, sound(exercise));
    return show(c, { title: `${exercise.label} ${exercise.title}`, kind: 'split', main });
  });
  app.get('/exercises/:chapter/:slug/solution', async (c) => {
    const course = deps.course();
    const exercise = exerciseOf(c, course);
    if (!exercise) return c.notFound();
    const main = await solutionView(deps, course, sound(exercise), c.req.query('client'));
    return show(c, { title: text.solution.title(exercise.label), kind: 'prose', main });
  });
  return app;
}

function timeIn(typed = ''): number | undefined {
  return isoTime.safeParse(typed).success ? Date.parse(typed) : undefined;
}

const isoTime = z.iso.datetime();

/** The exercise that the path names, if the course has it. */
export function exerciseOf(c: Context, course: Course) {
  const id = `${c.req.param('chapter')}/${c.req.param('slug')}`;
  return exerciseById(course, id);
}
