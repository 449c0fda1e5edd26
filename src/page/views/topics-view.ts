import type { BrokerPicture } from '../broker/viewer.ts';
import { runName } from '../broker/run-name.ts';
import type { TailedPartition } from '../broker/tail.ts';
import { text } from '../words.ts';
import { html, nothing, type Html } from '../html.ts';

interface Topic {
  readonly name: string;
  readonly partitions: readonly TailedPartition[];
}

/** All topics, those of the newest run first; each leads to its records. */
export function topicsView({ partitions, log }: Pick<BrokerPicture, 'partitions' | 'log'>): Html {
  const there = Map.groupBy(partitions, ({ topic }) => topic);
  const names = new Set([...there.keys(), ...log.topics]);
  const topics = [...names].map((name) => ({ name, partitions: there.get(name) ?? [] }));
  if (topics.length === 0) return html`<p class="empty">${text.broker.noTopics}</p>`;
  const byRun = Map.groupBy(topics, ({ name }) => runName(name).run);
  const runs = [...byRun.keys()]
    .filter((run) => run !== undefined)
    .toSorted()
    .toReversed();
  const others = byRun.get(undefined) ?? [];
  return html`<p><a class="topic" href="/broker" data-topic="">${text.broker.allTopics}</a></p>
    ${runs.map((run, at) => runTopics(byRun.get(run) ?? [], at === 0))}
    ${others.length ? section(text.broker.otherTopics, 'others', others, runs.length === 0) : nothing}`;
}

function runTopics(topics: readonly Topic[], open: boolean): Html {
  const { at = 0, run = '' } = runName(topics[0]?.name ?? '');
  return section(text.broker.run(text.time(at)), run, topics, open);
}

function section(title: string, key: string, topics: readonly Topic[], open: boolean): Html {
  return html`<details class="run" data-key="${key}" ${open ? html`open` : ''}>
    <summary>${title}</summary>
    <ul>
      ${topics.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true })).map(topicItem)}
    </ul>
  </details>`;
}

function topicItem({ name, partitions }: Topic): Html {
  const records = partitions.reduce((sum, { low, high }) => sum + high - low, 0);
  return html`<li data-key="${name}">
    <a class="topic" href="/broker?topic=${encodeURIComponent(name)}" data-topic="${name}" title="${name}"
      >${runName(name).label}</a
    >
    <span class="muted"
      >${partitions.length ? text.broker.partitionsAndRecords(partitions.length, records) : text.broker.topicGone}</span
    >
  </li>`;
}
