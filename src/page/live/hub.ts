// Carries every change of the session to all open pages. Changed parts are rendered once for all of them; a page that
// connects again loads itself anew, so nothing is kept here for those who are away.
import type { Course } from '../../course/course.ts';
import type { SessionEvent, SessionState } from '../../watch/session.ts';
import type { PageDeps } from '../deps.ts';
import { announce } from './announce.ts';
import { affected, renderFragment } from './fragments.ts';

/** What a page is sent: parts to put in place, and a sentence to speak. */
export interface Update {
  readonly parts: Readonly<Record<string, string>>;
  readonly say?: string;
  /** The session's revision that the parts show. */
  readonly revision: number;
}

export interface Hub extends Disposable {
  /** Grows with every event: a page that was rendered at another revision is out of date. */
  readonly revision: number;
  /** Calls `send` with each update until the returned function is called. */
  listen(send: (update: Update) => void): () => void;
  /** Sends parts that do not come from the session. */
  push(parts: Update['parts']): void;
}

/** Starts to listen to the session; dispose it to stop. */
export function createHub(deps: PageDeps): Hub {
  const listeners = new Set<(update: Update) => void>();
  const dirty = new Set<string>();
  let last = new Map<string, string>();
  let say: string | undefined;
  let flushing = false;
  let revision = 0;

  async function flush(course: Course): Promise<void> {
    flushing = true;
    while (dirty.size > 0 || say !== undefined) {
      const keys = [...dirty];
      const said = say;
      dirty.clear();
      say = undefined;
      const parts = await changed(deps, course, keys, last);
      if (Object.keys(parts).length === 0 && said === undefined) continue;
      for (const send of listeners) send({ parts, revision, ...(said === undefined ? {} : { say: said }) });
    }
    flushing = false;
  }

  function take(event: SessionEvent, before: SessionState): void {
    revision++;
    if (listeners.size === 0) {
      last = new Map();
      return;
    }
    const course = readable(deps);
    if (!course) return;
    for (const key of affected(event, deps.session.state, before, course)) dirty.add(key);
    say = announce(event, course) ?? say;
    if (!flushing) void flush(course);
  }

  const unsubscribe = deps.session.subscribe((_, event, before) => take(event, before));
  return {
    get revision() {
      return revision;
    },
    listen(send) {
      listeners.add(send);
      return () => listeners.delete(send);
    },
    push(parts) {
      for (const send of listeners) send({ parts, revision });
    },
    [Symbol.dispose]: unsubscribe,
  };
}

// Only what differs from what was sent before: most events leave most parts as they are.
async function changed(deps: PageDeps, course: Course, keys: string[], last: Map<string, string>) {
  const parts: Record<string, string> = {};
  for (const key of keys) {
    const html = await renderFragment(deps, course, key);
    if (html === undefined || last.get(key) === html) continue;
    last.set(key, html);
    parts[key] = html;
  }
  return parts;
}

// Where a file goes away while it is read, the last page stays until the next change.
function readable(deps: PageDeps): Course | undefined {
  try {
    return deps.course();
  } catch {
    return undefined;
  }
}
