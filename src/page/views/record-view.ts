import type { FullRecord } from '../broker/read-record.ts';
import { partitionName } from '../broker/run-name.ts';
import { text } from '../words.ts';
import { html, nothing, type Html } from '../html.ts';

/** One record in full. */
export function recordView(record: FullRecord | undefined): Html {
  if (!record) return html`<p>${text.broker.recordGone}</p>`;
  const { columns } = text.broker;
  return html`<h2>${partitionName(record.topic, record.partition)} · ${text.broker.offset(record.offset)}</h2>
    <dl>
      <dt>${columns.topic}</dt>
      <dd><code>${record.topic}</code></dd>
      <dt>${columns.time}</dt>
      <dd>${new Date(record.timestamp).toISOString()}</dd>
      ${
        record.producerId === -1
          ? nothing
          : html`<dt>${columns.producer}</dt>
              <dd>${record.producerId}</dd>`
      }
      ${
        record.codec === 'none'
          ? nothing
          : html`<dt>${columns.codec}</dt>
              <dd>${record.codec}</dd>`
      }
      <dt>${columns.key} <span class="muted">${text.broker.bytes(record.keySize)}</span></dt>
      <dd>${bytes(record.key, text.broker.noKey)}</dd>
      ${record.headers.map(
        ([name, value]) =>
          html`<dt>${columns.header} <code>${name}</code></dt>
            <dd>${bytes(value, 'null')}</dd>`,
      )}
      <dt>${columns.value} <span class="muted">${text.broker.bytes(record.valueSize)}</span></dt>
      <dd>${bytes(record.value, text.broker.tombstone)}</dd>
    </dl>`;
}

function bytes(value: string | null, none: string): Html {
  return value === null
    ? html`<em class="muted">${none}</em>`
    : html`<pre class="log" tabindex="0">${pretty(value)}</pre>`;
}

// JSON over several lines; anything else as it is.
function pretty(value: string): string {
  if (!/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.stringify(JSON.parse(value), undefined, 2);
  } catch {
    return value;
  }
}
