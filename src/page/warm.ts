// Renders ahead what a learner is likely to open: the first rendering loads grammars and the layout of diagrams.
import { setTimeout as wait } from 'node:timers/promises';
import { expandIncludes } from '../course/expand-includes.ts';
import type { PageDeps } from './deps.ts';

const between = 250;

/** Renders every lesson, the current chapter's first, a little at a time; ends early when the signal aborts. */
export async function warm(deps: PageDeps, signal: AbortSignal): Promise<void> {
  try {
    const { session, markdown } = deps;
    const { chapters, root } = deps.course();
    const current = chapters.findIndex(({ exercises }) => exercises.some(({ id }) => id === session.state.current));
    const render = async (body: string) => markdown.render(expandIncludes(body, root), 'lessons');
    for (const { lesson } of [...chapters.slice(Math.max(0, current)), ...chapters.slice(0, Math.max(0, current))]) {
      await wait(between, undefined, { signal, ref: false });
      // A lesson that cannot be rendered is told of by its page; the others are rendered all the same.
      await render(lesson.body).catch(() => {});
    }
  } catch {
    // An early end is no failure.
  }
}
