// What keeps the page private to its learner: other sites cannot read it (DNS rebinding: the Host header must be ours), cannot
// act through it (CSRF: Origin and Sec-Fetch-Site), and nothing that it shows can run or load anything (content policy).
import type { Context, MiddlewareHandler } from 'hono';
import { text } from './words.ts';

const localNames = new Set(['127.0.0.1', 'localhost', '[::1]']);
const changing = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers: Readonly<Record<string, string>> = {
  'Content-Security-Policy': policy,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/**
 * Refuses requests to another host name or port (403) and changes asked for by another origin (403), and adds the
 * security headers. `port` is asked at each request: the server learns it only when it listens.
 */
export function guard(port: () => number): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header('host') ?? '';
    if (!isOurs(host, port())) return refuse(c, 403, text.refusedHost);
    if (changing.has(c.req.method) && !isFromUs(c, host)) return refuse(c, 403, text.refusedOrigin);
    await next();
    for (const [name, value] of Object.entries(headers)) if (!c.res.headers.has(name)) c.header(name, value);
    return undefined;
  };
}

function isOurs(host: string, port: number): boolean {
  const match = /^(\[[0-9a-f:]+\]|[^:]+)(?::(\d+))?$/i.exec(host);
  return localNames.has(match?.[1]?.toLowerCase() ?? '') && Number(match?.[2] ?? 80) === port;
}

// A browser sends Origin with every POST. What sends neither header is no browser and could not be tricked by a site.
function isFromUs(c: Context, host: string): boolean {
  const origin = c.req.header('origin');
  const site = c.req.header('sec-fetch-site');
  if (origin !== undefined) return origin === `http://${host}` && (site === undefined || site === 'same-origin');
  return site === undefined || site === 'same-origin' || site === 'none';
}

function refuse(c: Context, status: 403, reason: string): Response {
  return c.text(`${reason}\n`, status, headers as Record<string, string>);
}
