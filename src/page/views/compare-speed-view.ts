import { loadClaims } from '../../comparison/bench/claims.ts';
import type { BenchResult } from '../../comparison/bench/result.ts';
import { summariseWorkload, type BenchRow, type Spread } from '../../comparison/bench/summary.ts';
import { claimsTable, toolsTable, workloadTable } from '../../comparison/tables/bench-tables.ts';
import type { Table } from '../../comparison/tables/table.ts';
import { text } from '../en.ts';
import { html, nothing, type Html } from '../html.ts';
import { machineView } from './machine-view.ts';

/** Every workload with bars and figures, then the chapter's figures beside the measured ones. */
export function speedView(bench: BenchResult): Html {
  return html`<section id="speed">
    <h2>${text.compare.speed}</h2>
    <p>${text.compare.speedLead}</p>
    ${machineView(bench, bench.complete ? null : text.compare.interrupted)}
    ${bench.workloads.map(({ name, title, why }) => {
      const rows = summariseWorkload(bench, name);
      return html`<h3>${title}</h3>
        <p>${why}</p>
        ${figures(workloadTable(bench, name), rows)}`;
    })}
    ${toolsView(toolsTable(bench))}
    <h3>${text.compare.chapterSpeed}</h3>
    ${figures(claimsTable(loadClaims(), bench), [])}
  </section>`;
}

const toolsView = (table: Table): Html =>
  table.rows.length === 0
    ? nothing
    : html`<h3>${table.caption}</h3>
        ${figures(table, [])}`;

function figures({ caption, columns, rows }: Table, bars: readonly BenchRow[]): Html {
  const most = Math.max(0, ...bars.map(({ perSecond }) => perSecond?.most ?? 0));
  const withBars = bars.some(({ perSecond, latency }) => perSecond && !latency);
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}">
    <table class="figures">
      <thead>
        <tr>
          ${columns.map((name) => html`<th scope="col">${name}</th>`)} ${withBars ? html`<td></td>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row, at) => tableRow(row, columns.length, withBars ? bar(bars[at]?.perSecond, most) : undefined))}
      </tbody>
    </table>
  </div>`;
}

function tableRow([first, second, ...rest]: readonly string[], width: number, picture: Html | undefined): Html {
  const cells =
    rest.length === 1 && width > 3
      ? html`<td colspan="${width - 2}" class="muted">${rest[0]}</td>`
      : rest.map((cell) => html`<td class="number">${cell}</td>`);
  return html`<tr>
    <th scope="row">${first}</th>
    <td>${second}</td>
    ${cells} ${picture === undefined ? nothing : html`<td>${picture}</td>`}
  </tr>`;
}

// The figures stand beside it: a picture for the eye only.
function bar(rate: Spread | undefined, most: number): Html {
  if (!rate || most === 0) return nothing;
  const width = (value: number): string => ((value / most) * 200).toFixed(1);
  return html`<svg class="bar" width="200" height="14" viewBox="0 0 200 14" aria-hidden="true">
    <rect height="14" width="${width(rate.median)}"></rect>
    <path d="M${width(rate.least)} 7H${width(rate.most)}"></path>
  </svg>`;
}
