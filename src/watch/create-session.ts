import type { Effect, Listener, Session, SessionEvent, SessionState } from './session.ts';
import { step } from './step.ts';

/**
 * A session that starts in `initial` and hands each effect to `perform`, which answers with more events, at once or later.
 * Listeners see events in the order in which they were dispatched.
 */
export function createSession(initial: SessionState, perform: (effect: Effect, session: Session) => void): Session {
  const listeners = new Set<Listener>();
  const queue: SessionEvent[] = [];
  let state = initial;
  let draining = false;
  const session: Session = {
    get state() {
      return state;
    },
    dispatch(event) {
      queue.push(event);
      if (draining) return;
      draining = true;
      try {
        for (let next = queue.shift(); next; next = queue.shift()) take(next);
      } finally {
        draining = false;
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  function take(event: SessionEvent): void {
    const before = state;
    const { state: after, effects } = step(before, event);
    state = after;
    for (const listener of listeners) listener(after, event, before);
    for (const effect of effects) perform(effect, session);
  }
  return session;
}
