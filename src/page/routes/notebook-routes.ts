import { Hono } from 'hono';
import type { Chapter } from '../../course/course.ts';
import { WorkbookError } from '../../workbook-error.ts';
import type { PageDeps } from '../deps.ts';
import { text } from '../words.ts';
import { html } from '../html.ts';
import type { Show } from './show.ts';

/** Notebooks as they were run last, and the way into JupyterLab. */
export function notebookRoutes(deps: PageDeps, show: Show): Hono {
  const app = new Hono();
  app.get('/notebooks/:slug', async (c) => {
    const chapter = chapterWithNotebook(deps, c.req.param('slug'));
    if (!chapter?.notebook) return c.notFound();
    // Loaded when asked for: cleaning HTML takes a large package, and few pages need it.
    const { executedView, viewNotebook } = await import('../../notebook/executed-view.ts');
    const { notebookView } = await import('../views/notebook-view.ts');
    const run = await executedView(chapter.key);
    const cells = run ?? (await viewNotebook(chapter.notebook.paired)) ?? [];
    const main = await notebookView(deps, chapter, cells, run !== undefined);
    return show(c, { title: `${text.doors.notebook}: ${chapter.lesson.title}`, kind: 'prose', main });
  });
  // Opens in a tab of its own. JupyterLab is another origin, to which a form may not be redirected: the page goes there.
  app.post('/notebooks/:slug/open', async (c) => {
    const chapter = chapterWithNotebook(deps, c.req.param('slug'));
    if (!chapter) return c.notFound();
    try {
      const url = await deps.openNotebook(chapter);
      c.header('Refresh', `0; url=${url}`);
      const main = html`<p class="lead"><a href="${url}">${text.notebook.opening}</a></p>`;
      return await show(c, { title: text.lesson.openNotebook, kind: 'prose', main });
    } catch (error) {
      if (!(error instanceof WorkbookError)) throw error;
      show.tell(`${error.message} ${text.errors.next}: ${error.next}`);
      return c.redirect(`/notebooks/${chapter.slug}`, 303);
    }
  });
  return app;
}

const chapterWithNotebook = (deps: PageDeps, wanted: string): Chapter | undefined =>
  deps.course().chapters.find(({ slug, notebook }) => slug === wanted && notebook !== undefined);
