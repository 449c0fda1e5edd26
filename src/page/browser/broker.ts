// The broker's page: its live parts, the choice of a topic, and the list of records.
import { putPart } from './parts.ts';
import { RecordList } from './record-list.ts';
import { follow } from './updates.ts';
import type { Extents } from './stream.ts';

/** Starts to follow the broker. */
export function followBroker(): void {
  const place = document.querySelector<HTMLElement>('#log')!;
  let extents: Extents = {};
  const list = new RecordList(place, place.dataset['topic'] ?? '');
  const filter = filterTopics();
  const show = (): void => list.extend(extents[list.topic] ?? [0, 0]);
  follow('/broker/events', (message) => {
    if (message.type !== 'update') return;
    for (const [key, html] of Object.entries(message.parts)) putPart(key, html);
    markTopic(list.topic);
    filter();
    extents = message.log ?? {};
    show();
  });
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a.topic') : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.replaceState(null, '', link.href);
    list.choose(link.dataset['topic'] ?? '', link.textContent);
    markTopic(list.topic);
    show();
  });
  markTopic(list.topic);
}

/** Offers to filter the list of topics; returns what does it again after the list has changed. */
function filterTopics(): () => void {
  const input = document.querySelector<HTMLInputElement>('#topic-filter')!;
  input.hidden = false;
  const apply = (): void => {
    const wanted = input.value.trim().toLowerCase();
    for (const item of document.querySelectorAll<HTMLElement>('.topics li')) {
      const name = item.querySelector<HTMLElement>('a')?.dataset['topic'] ?? '';
      item.hidden = !`${name} ${item.textContent}`.toLowerCase().includes(wanted);
    }
    if (wanted) for (const run of document.querySelectorAll<HTMLDetailsElement>('.topics details')) run.open = true;
  };
  input.addEventListener('input', apply);
  return apply;
}

function markTopic(topic: string): void {
  for (const link of document.querySelectorAll<HTMLElement>('a.topic')) {
    if (link.dataset['topic'] === topic) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
}
