import { Hono } from 'hono';
import type { Assets } from '../assets.ts';
import type { Hub } from '../live/hub.ts';
import { eventStream } from './event-stream.ts';

/** The stream of updates of the session. */
export function eventRoutes(hub: Hub, assets: Assets): Hono {
  const app = new Hono();
  app.get('/events', (c) => {
    const hello = { assets: assets.base, revision: hub.revision };
    return eventStream(c, hello, (send) => hub.listen(send));
  });
  return app;
}
