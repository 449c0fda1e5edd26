import type { ClusterPicture } from '../broker/cluster-watch.ts';
import { partitionName } from '../broker/run-name.ts';
import { text } from '../words.ts';
import { html, nothing, type Html } from '../html.ts';
import { icon } from './icons.ts';

const mostPartitions = 50;

/** The brokers of a cluster, and for each partition its leader and who is in sync; nothing where there is one broker. */
export function clusterView(cluster: ClusterPicture | undefined): Html {
  if (!cluster) return nothing;
  return html`<section aria-labelledby="cluster-title">
    <h2 id="cluster-title">${text.broker.cluster.title}</h2>
    <ul class="brokers">
      ${cluster.brokers.map(
        (broker) =>
          html`<li data-key="broker:${broker.id}">
            ${icon(broker.away ? 'fail' : 'pass')} ${text.broker.cluster.broker(broker)}
          </li>`,
      )}
    </ul>
    ${cluster.partitions.length > 0 ? partitionsTable(cluster) : nothing}
  </section>`;
}

function partitionsTable({ partitions }: ClusterPicture): Html {
  const { columns, cluster } = text.broker;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${cluster.table}">
    <table>
      <thead>
        <tr>
          <th>${columns.topic}</th>
          <th class="number">${cluster.leader}</th>
          <th>${cluster.inSync}</th>
          <th>${cluster.behind}</th>
        </tr>
      </thead>
      <tbody>
        ${partitions.slice(0, mostPartitions).map(
          ({ topic, partition, leader, isr, replicas }) =>
            html`<tr data-key="${topic}:${partition}">
              <td title="${topic}">${partitionName(topic, partition)}</td>
              <td class="number">${leader ?? cluster.none}</td>
              <td>${isr.toSorted((a, b) => a - b).join(', ')}</td>
              <td>${replicas.filter((each) => !isr.includes(each)).join(', ')}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
