import { escapeHtml } from './escape.ts';
import { openPlace } from './show.ts';

/** A bar that moves in place. */
export interface Progress {
  /** @param done of `total`, as given to `progress` */
  update(done: number, note?: string): void;
  /** The last word, in place of the bar. */
  end(note: string): void;
}

/** Shows how far something is: `const bar = progress('requests', 20)`. Plain text shows its last word only. */
export function progress(title: string, total: number): Progress {
  const place = openPlace();
  const draw = (done: number, note: string): void => {
    const words = `${title}: ${note}`;
    const bar = `<progress max="${total}" value="${done}"></progress>`;
    place.show({ 'text/html': `<p>${bar} ${escapeHtml(words)}</p>`, 'text/plain': words });
  };
  draw(0, `0 of ${total}`);
  return {
    update: (done, note = `${done} of ${total}`) => draw(done, note),
    end(note) {
      place.show({ 'text/html': `<p>${escapeHtml(`${title}: ${note}`)}</p>`, 'text/plain': `${title}: ${note}` });
      place.end();
    },
  };
}
