// The page as a function from request to response. Routes are thin: they read the session, or tell it what the learner asks
// for, and a view shows the rest.
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { HTTPException } from 'hono/http-exception';
import { loadAssets } from './assets.ts';
import type { PageDeps } from './deps.ts';
import { text } from './words.ts';
import { createHub } from './live/hub.ts';
import { actionRoutes } from './routes/action-routes.ts';
import { assetRoutes } from './routes/asset-routes.ts';
import { brokerRoutes } from './routes/broker-routes.ts';
import { courseRoutes } from './routes/course-routes.ts';
import { eventRoutes } from './routes/event-routes.ts';
import { notebookRoutes } from './routes/notebook-routes.ts';
import { createShow, type Show } from './routes/show.ts';
import { toolRoutes } from './routes/tool-routes.ts';
import { guard } from './security.ts';
import { errorView, notFoundView } from './views/error-view.ts';

export interface App extends Disposable {
  readonly hono: Hono;
}

// The longest form is a search or a handful of choices.
const mostSentBytes = 64 * 1_024;

/** Makes the page. `port` tells the port that requests must name; dispose the page to let go of the session. */
export function createApp(deps: PageDeps, port: () => number): App {
  const assets = loadAssets();
  const hub = createHub(deps);
  const show = createShow(deps, hub, assets);
  const hono = new Hono();
  hono.use(guard(port));
  hono.use(bodyLimit({ maxSize: mostSentBytes, onError: (c) => c.text(`${text.refusedSize}\n`, 413) }));
  hono.use(compress());
  hono.route('/', assetRoutes(deps, assets));
  hono.route('/', eventRoutes(hub, assets));
  hono.route('/', courseRoutes(deps, show));
  hono.route('/', brokerRoutes(deps, show));
  hono.route('/', notebookRoutes(deps, show));
  hono.route('/', toolRoutes(deps, hub, show));
  hono.route('/', actionRoutes(deps, show));
  handleTrouble(hono, show);
  return { hono, [Symbol.dispose]: () => hub[Symbol.dispose]() };
}

function handleTrouble(hono: Hono, show: Show): void {
  hono.notFound(async (c) => show(c, { title: '404', kind: 'prose', main: notFoundView() }, 404));
  hono.onError(async (error, c) => {
    if (error instanceof HTTPException) return c.text(`${error.message}\n`, error.status);
    return show(c, { title: '500', kind: 'prose', main: errorView(error) }, 500);
  });
}
