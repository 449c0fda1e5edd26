import type { ObservedRecord } from '../kafka/records.ts';
import { Observer } from '../testkit/observer.ts';
import { connection } from './connection.ts';
import { openLiveView, type LiveView } from './live-view.ts';
import { tableBundle } from './table.ts';
import { text } from './words.ts';

export type { ObservedRecord };

const shown = 20;

/** Follows the records of a topic in a table: partition, offset, key, value. It reads without a consumer group. */
export async function watchTopic(topic: string): Promise<LiveView<readonly ObservedRecord[]>> {
  const observer = new Observer(connection());
  return openLiveView<readonly ObservedRecord[]>({
    look: async () => (await observer.records(topic)).toSorted((a, b) => a.timestamp - b.timestamp),
    draw: (records) => drawRecords(topic, records),
    close: () => observer[Symbol.asyncDispose](),
    name: text.live.recordsToBe(topic),
  });
}

function drawRecords(topic: string, records: readonly ObservedRecord[]) {
  const rows = records.slice(-shown).map(({ partition, offset, key, value }) => ({ partition, offset, key, value }));
  const title = text.live.records(records.length, topic);
  const left = records.length > shown ? text.live.newest(shown) : '';
  const { 'text/html': html, 'text/plain': plain } = tableBundle(rows);
  return { 'text/html': `<p>${title}${left}</p>${String(html)}`, 'text/plain': `${title}${left}\n${plain}` };
}
