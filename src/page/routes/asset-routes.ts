import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import type { Assets } from '../assets.ts';
import type { PageDeps } from '../deps.ts';

const figurePolicy = "default-src 'none'; style-src 'unsafe-inline'";

/** The stylesheet, the browser code and the lessons' figures. */
export function assetRoutes(deps: PageDeps, assets: Assets): Hono {
  const app = new Hono();
  app.get(`${assets.base}/:name`, (c) => {
    const asset = assets.get(c.req.param('name'));
    if (!asset) return c.notFound();
    c.header('Cache-Control', 'public, max-age=31536000, immutable');
    return c.body(asset.body, 200, { 'Content-Type': asset.type });
  });
  app.get('/figures/:name{[A-Za-z0-9._-]+\\.svg}', (c) => {
    const path = join(deps.course().root, 'lessons', 'figures', c.req.param('name'));
    if (!existsSync(path)) return c.notFound();
    c.header('Content-Security-Policy', figurePolicy);
    return c.body(readFileSync(path, 'utf8'), 200, { 'Content-Type': 'image/svg+xml' });
  });
  return app;
}
