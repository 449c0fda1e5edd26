// Groups as pictures and tables: who reads which partition, how far they are, and what changed a moment ago.
import type { GroupChange, GroupMember, GroupPartition, GroupState } from '../broker/group-state.ts';
import { partitionName, runName } from '../broker/run-name.ts';
import { text } from '../words.ts';
import { html, nothing, type Html } from '../html.ts';
import { spinner } from './icons.ts';

const shownGroups = 6;
const shownIdle = 12;
const shownChanges = 8;

/** The groups that are alive or were used last. */
export function groupsView(groups: readonly GroupState[]): Html {
  if (groups.length === 0) return html`<p class="empty">${text.broker.noGroups}</p>`;
  const newest = groups.toSorted((a, b) => activity(b) - activity(a) || b.id.localeCompare(a.id));
  const shown = newest.filter((group) => activity(group) > 0).slice(0, shownGroups);
  const idle = newest.filter((group) => !shown.includes(group)).slice(0, shownIdle);
  return html`${shown.map(groupView)}
  ${
    idle.length
      ? html`<article class="group" data-key="idle">
          <h3>${text.broker.idleGroups}</h3>
          <ul class="idle">
            ${idle.map(idleGroup)}
          </ul>
        </article>`
      : nothing
  }`;
}

function idleGroup({ id, partitions }: GroupState): Html {
  const lag = partitions.reduce((sum, each) => sum + each.lag, 0);
  return html`<li data-key="${id}">
    <span title="${id}">${runName(id).label}</span> ${runTime(id)}
    <span class="muted">${text.broker.lagInAll(lag)}</span>
  </li>`;
}

const activity = ({ members, changes }: GroupState): number => (members.length > 0 ? 1e15 : 0) + (changes[0]?.at ?? 0);

function groupView(group: GroupState): Html {
  return html`<article class="group" data-key="${group.id}">
    <h3 title="${group.id}">${runName(group.id).label} ${stateTag(group.state)}</h3>
    <p class="meta muted">
      ${runTime(group.id)}
      <span>${text.broker.members(group.members.length)}</span>
      ${group.assignor ? html`<span>${group.assignor}</span>` : nothing}
      <span>${text.broker.lagInAll(group.partitions.reduce((sum, { lag }) => sum + lag, 0))}</span>
    </p>
    ${group.members.length && group.partitions.length ? picture(group) : nothing}
    ${group.partitions.length ? table(group) : nothing} ${history(group.changes)}
  </article>`;
}

// Runs of one exercise name their groups alike: the time tells them apart.
function runTime(id: string): Html {
  const { at } = runName(id);
  return at === undefined ? nothing : html`<span class="muted">${text.broker.run(text.time(at))}</span>`;
}

function stateTag(state: string): Html {
  const busy = /Rebalance/.test(state);
  const tone = busy ? 'busy' : state === 'Stable' ? 'ok' : '';
  return html`<span class="tag state ${tone}"
    >${busy ? spinner() : nothing} ${text.broker.groupStates[state] ?? state}</span
  >`;
}

const boxWidth = 116;
const cell = 58;
const pictureHeight = 132;

// Members above, partitions below, a line from each partition to who reads it. A line keeps its key when it moves.
function picture({ members, partitions }: GroupState): Html {
  const width = Math.max(members.length * (boxWidth + 16), partitions.length * cell, 200);
  const memberX = new Map(members.map(({ letter }, at) => [letter, ((at + 0.5) * width) / members.length]));
  const partitionX = (at: number): number => ((at + 0.5) * width) / partitions.length;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${text.broker.picture}">
    <svg
      class="assignment"
      width="${width}"
      height="${pictureHeight}"
      viewBox="0 0 ${width} ${pictureHeight}"
      aria-hidden="true"
    >
      ${partitions.map((each, at) => line(each, partitionX(at), memberX.get(each.owner ?? '')))}
      ${members.map((member) => memberBox(member, memberX.get(member.letter) ?? 0))}
      ${partitions.map((each, at) => partitionBox(each, partitionX(at)))}
    </svg>
  </div>`;
}

function line({ topic, partition, owner }: GroupPartition, from: number, to: number | undefined): Html {
  if (to === undefined) return nothing;
  const d = `M${from.toFixed(1)} 96 C${from.toFixed(1)} 62 ${to.toFixed(1)} 70 ${to.toFixed(1)} 36`;
  return html`<path data-key="line ${topic}-${partition}" class="${colourOf(owner)}" d="${d}" />`;
}

function memberBox({ letter, clientId }: GroupMember, x: number): Html {
  const shown = clientId.length > 12 ? `${clientId.slice(0, 11)}…` : clientId;
  return html`<g data-key="member ${letter}" class="member ${colourOf(letter)}">
    <rect x="${(x - boxWidth / 2).toFixed(1)}" y="4" width="${boxWidth}" height="32" rx="6" />
    <text x="${x.toFixed(1)}" y="25" text-anchor="middle"><tspan class="letter">${letter}</tspan> ${shown}</text>
  </g>`;
}

function partitionBox({ topic, partition, owner, lag }: GroupPartition, x: number): Html {
  return html`<g
    data-key="box ${topic}-${partition}"
    class="partition ${owner ? colourOf(owner) : 'idle'} ${lag ? 'lags' : ''}"
  >
    <rect x="${(x - 24).toFixed(1)}" y="96" width="48" height="32" rx="6" />
    <text x="${x.toFixed(1)}" y="117" text-anchor="middle">p${partition}</text>
  </g>`;
}

/** A colour for each letter; six of them take turns, and the letter always stands beside. */
const colourOf = (letter: string | undefined): string =>
  letter ? `m${(letter.charCodeAt(0) - 65 + Number(letter.slice(1) || 1) - 1) % 6}` : '';

function table({ partitions }: GroupState): Html {
  const { columns } = text.broker;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${text.broker.lagTable}">
    <table>
      <thead>
        <tr>
          <th>${columns.partition}</th>
          <th>${columns.readBy}</th>
          <th class="number">${columns.committed}</th>
          <th class="number">${columns.end}</th>
          <th class="number">${columns.lag}</th>
          <th><span class="visually-hidden">${columns.bar}</span></th>
        </tr>
      </thead>
      <tbody>
        ${partitions.map(row)}
      </tbody>
    </table>
  </div>`;
}

function row(each: GroupPartition): Html {
  const { topic, partition, owner, committed, high, lag } = each;
  return html`<tr data-key="${topic}-${partition}">
    <td title="${topic}">${partitionName(topic, partition)}</td>
    <td>
      ${owner ? html`<span class="badge ${colourOf(owner)}">${owner}</span>` : html`<span class="muted">${text.broker.nobody}</span>`}
    </td>
    <td class="number">${committed ?? '–'}</td>
    <td class="number">${high}</td>
    <td class="number ${lag ? 'lag' : ''}">${lag}</td>
    <td>${bar(each)}</td>
  </tr>`;
}

// The partition from its first record to its end: what is committed, and what is not yet.
function bar({ low, high, lag }: GroupPartition): Html {
  const all = Math.max(1, high - low);
  const done = (120 * (all - Math.min(all, lag))) / all;
  return html`<svg class="lagbar" width="120" height="10" viewBox="0 0 120 10" aria-hidden="true">
    <rect class="rest" x="0" y="1" width="120" height="8" rx="3" />
    <rect class="done" x="0" y="1" width="${done.toFixed(1)}" height="8" rx="3" />
  </svg>`;
}

function history(changes: readonly GroupChange[]): Html {
  if (changes.length === 0) return nothing;
  return html`<details open>
    <summary>${text.broker.history}</summary>
    <ol class="history">
      ${changes.slice(0, shownChanges).map(
        (change) =>
          html`<li>
            <time>${text.time(change.at)}</time>
            ${text.broker.change(change.kind, change.who, shortPartition(change))}
          </li>`,
      )}
    </ol>
  </details>`;
}

const shortPartition = ({ partition }: GroupChange): string =>
  partition ? partitionName(partition.topic, partition.number) : '';
