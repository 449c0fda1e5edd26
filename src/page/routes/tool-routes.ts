import { Hono } from 'hono';
import type { Course } from '../../course/course.ts';
import { wordsOf, type Word } from '../../course/word-list.ts';
import type { PageDeps } from '../deps.ts';
import { DoctorRuns, type DoctorState } from '../doctor-runs.ts';
import { text } from '../words.ts';
import type { Hub } from '../live/hub.ts';
import { createSearch, type Search } from '../search.ts';
import { checksView, doctorView } from '../views/doctor-view.ts';
import { glossaryView } from '../views/glossary-view.ts';
import { resultsView, searchView } from '../views/search-view.ts';
import type { Show } from './show.ts';

/** How long the doctor's page may wait for quick answers, in milliseconds. */
const patience = 150;

/** What a learner looks at beside the course: comparison, doctor, search. */
export function toolRoutes(deps: PageDeps, hub: Hub, show: Show): Hono {
  const app = new Hono();
  const words = wordsOf(() => deps.course());
  const search = searchOf(deps, words);
  const runs = new DoctorRuns(
    async () => deps.doctor(),
    (state) => void tell(hub, state),
  );
  app.get('/compare', async (c) => {
    const { compareView, readNeeds } = await import('../views/compare-view.ts');
    const needs = readNeeds(
      (name) => c.req.query(name),
      (name) => c.req.queries(name) ?? [],
    );
    const main = compareView(deps.comparison(), needs);
    return show(c, { title: text.compare.title, kind: 'wide', main });
  });
  app.get('/doctor', async (c) => {
    const main = doctorView(await runs.look(patience), deps.session.state);
    return show(c, { title: text.doctor.title, kind: 'prose', main });
  });
  app.get('/glossary', async (c) => {
    const main = glossaryView(words(), deps.course(), deps.markdown);
    return show(c, { title: text.glossary.title, kind: 'prose', main });
  });
  app.get('/search', async (c) => {
    const query = (c.req.query('q') ?? '').trim().slice(0, 200);
    if (c.req.query('part') === 'results') return c.html(resultsView(query, search()));
    return show(c, { title: text.searching.title, kind: 'prose', main: searchView(query, search()) });
  });
  return app;
}

async function tell(hub: Hub, state: DoctorState): Promise<void> {
  hub.push({ doctor: String(await checksView(state)) });
}

// The index is made anew when the course on disk has changed.
function searchOf(deps: PageDeps, words: () => readonly Word[]): () => Search {
  let indexed: Course | undefined;
  let search: Search | undefined;
  return () => {
    const course = deps.course();
    if (!search || course !== indexed) search = createSearch(course, words());
    indexed = course;
    return search;
  };
}
