import { partitionName, runName } from '../broker/run-name.ts';
import type { LoggedRecord } from '../broker/record-log.ts';
import type { BrokerPicture } from '../broker/viewer.ts';
import type { SessionState } from '../../watch/session.ts';
import { text } from '../words.ts';
import { html, nothing, type Html } from '../html.ts';
import { clusterView } from './cluster-view.ts';
import { groupsView } from './groups-view.ts';
import { icon, spinner } from './icons.ts';
import { topicsView } from './topics-view.ts';
import { transactionsView } from './transactions-view.ts';

const withoutScript = 100;

/** The broker: where it is, its groups, its topics with the log of their records, its transactions. */
export function brokerView(state: SessionState, picture: BrokerPicture, topic: string | undefined): Html {
  return html`<h1>${text.broker.title}</h1>
    <div data-live="broker">${brokerStateView(state)}</div>
    <div data-live="broker-cluster">${clusterView(picture.cluster)}</div>
    <div class="cluster-grid">
      <section aria-labelledby="groups-title">
        <h2 id="groups-title">${text.broker.groups}</h2>
        <div class="groups" data-live="broker-groups">${groupsView(picture.groups)}</div>
      </section>
      <section class="log-part" aria-labelledby="log-title">
        <h2 id="log-title">${text.broker.records}</h2>
        <div class="log-grid">
          <nav class="topics" aria-label="${text.broker.topics}">
            <input
              type="search"
              id="topic-filter"
              hidden
              aria-label="${text.broker.filter}"
              placeholder="${text.broker.filter}"
            />
            <div data-live="broker-topics">${topicsView(picture)}</div>
          </nav>
          ${logView(picture, topic)}
        </div>
      </section>
      <section aria-labelledby="transactions-title">
        <h2 id="transactions-title">${text.broker.transactions}</h2>
        <div data-live="broker-transactions">${transactionsView(picture.transactions)}</div>
      </section>
    </div>
    <dialog id="record" aria-label="${text.broker.record}">
      <form method="dialog"><button class="quiet small">${text.broker.close}</button></form>
      <div></div>
    </dialog>`;
}

/** The broker's state in a sentence, with what to do about it. */
export function brokerStateView({ broker }: SessionState): Html {
  switch (broker.status) {
    case 'starting':
      return html`<p class="summary">${spinner()} ${text.broker.starting}</p>`;
    case 'ready':
      return html`<div class="state-line">
        <p class="summary">${icon('pass')} ${broker.label}</p>
        ${controls(broker.source === 'given' ? [] : ['restart', 'stop'])}
      </div>`;
    case 'lost':
      return html`<p class="summary">${icon('error')} ${text.broker.lost}. ${broker.message}</p>
        ${controls(['start'])}`;
    case 'failed':
      return html`<p class="summary">${icon('fail')} ${text.broker.failed}.</p>
        <pre class="message" tabindex="0">${broker.message}</pre>
        <p><strong>${text.errors.next}:</strong> ${broker.next}</p>
        ${controls(['start'])}`;
  }
}

function controls(actions: readonly ('start' | 'stop' | 'restart')[]): Html {
  if (actions.length === 0) return nothing;
  return html`<div class="ways">
    ${actions.map(
      (action) =>
        html`<form method="post" action="/broker/${action}" data-enhance>
          <button>${text.broker.controls[action]}</button>
        </form>`,
    )}
  </div>`;
}

// The browser code replaces the table by a list that scrolls through all of the records.
function logView({ log }: BrokerPicture, topic: string | undefined): Html {
  const { end } = log.extent(topic);
  const rows = log.slice(topic, end - withoutScript, withoutScript);
  const { columns } = text.broker;
  const heads = [columns.time, columns.topic, columns.offset, columns.key, columns.value, columns.headers];
  return html`<div
    class="log"
    id="log"
    data-topic="${topic ?? ''}"
    data-label="${text.broker.records}"
    data-empty="${text.broker.noRecords}"
    data-follow="${text.broker.follow}"
    data-count="${text.broker.recordsSeen}"
    data-find="${text.broker.find}"
    data-notfound="${text.broker.notFound}"
    data-before="${text.broker.before}"
    data-after="${text.broker.after}"
    data-heads="${JSON.stringify(heads)}"
    data-outcomes="${JSON.stringify(text.broker.outcomes)}"
    data-null="${JSON.stringify([text.broker.noKey, text.broker.tombstone])}"
  >
    <p class="muted">${topic ? runName(topic).label : text.broker.allTopics}</p>
    <div class="scroll" tabindex="0" role="group" aria-label="${text.broker.records}">
      <table>
        <thead>
          <tr>
            ${heads.map((head) => html`<th>${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(plainRow)}
        </tbody>
      </table>
    </div>
  </div>`;
}

function plainRow(record: LoggedRecord): Html {
  const { topic, partition, offset, key, value, headers, timestamp, outcome } = record;
  return html`<tr>
    <td>${text.time(timestamp)}</td>
    <td title="${topic}">${partitionName(topic, partition)}</td>
    <td>${offset}</td>
    <td>${key ?? text.broker.noKey}</td>
    <td>
      ${text.broker.outcomes[outcome]}
      ${value ?? (outcome === 'commit' || outcome === 'abort' ? '' : text.broker.tombstone)}
    </td>
    <td>${headers.map(([name, each]) => `${name}: ${each}`).join(', ')}</td>
  </tr>`;
}
