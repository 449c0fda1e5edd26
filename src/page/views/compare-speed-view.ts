import { figureColumns } from '../../comparison/tables/columns.ts';
import { loadClaims } from '../../comparison/bench/claims.ts';
import type { BenchResult } from '../../comparison/bench/result.ts';
import type { Spread } from '../../comparison/bench/spread.ts';
import { summariseWorkload, type BenchRow } from '../../comparison/bench/summary.ts';
import { claimsTable, toolsTable, workloadTable } from '../../comparison/tables/bench-tables.ts';
import type { Table } from '../../comparison/tables/table.ts';
import { text } from '../words.ts';
import { html, nothing, type Html } from '../html.ts';
import { anchorOf } from './compare-features-view.ts';
import { machineView } from './machine-view.ts';

/** Every workload with bars and figures, then the chapter's figures beside the measured ones. */
export function speedView(bench: BenchResult, packages: ReadonlyMap<string, string>): Html {
  return html`<section id="speed">
    <h2>${text.compare.speed}</h2>
    <p>${text.compare.speedLead}</p>
    ${machineView(bench, bench.complete ? null : text.compare.interrupted)}
    ${bench.workloads.map(({ name, title, why }) => {
      const rows = summariseWorkload(bench, name);
      return html`<h3 id="${anchorOf('speed', name)}">${title}</h3>
        <p>${why}</p>
        ${figures(workloadTable(bench, name), packages, rows)}`;
    })}
    ${toolsView(toolsTable(bench), packages)}
    <h3>${text.compare.chapterSpeed}</h3>
    ${figures(claimsTable(loadClaims(), bench), packages)}
  </section>`;
}

const toolsView = (table: Table, packages: ReadonlyMap<string, string>): Html =>
  table.rows.length === 0
    ? nothing
    : html`<h3>${table.caption}</h3>
        ${figures(table, packages)}`;

function figures(
  { caption, columns, rows }: Table,
  packages: ReadonlyMap<string, string>,
  bars: readonly BenchRow[] = [],
): Html {
  const most = Math.max(0, ...bars.map(({ ratio }) => ratio?.most ?? 0));
  const withBars = bars.some(({ ratio, latency }) => ratio && !latency);
  const numbers = figureColumns(columns, rows);
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}">
    <table class="figures">
      <thead>
        <tr>
          ${columns.map(
            (name, at) =>
              html`${withBars && at === 2 ? html`<td></td>` : nothing}
                <th scope="col" ${classOf(numbers[at])}>${name}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row, at) => tableRow(row, { numbers, packages }, withBars ? bar(bars[at]?.ratio, most) : undefined))}
      </tbody>
    </table>
  </div>`;
}

const classOf = (isNumber: boolean | undefined): Html => (isNumber ? html`class="number"` : nothing);

function tableRow(
  [first, second, ...rest]: readonly string[],
  { numbers, packages }: { numbers: readonly boolean[]; packages: ReadonlyMap<string, string> },
  picture: Html | undefined,
): Html {
  const name = packages.get(first ?? '');
  const cells =
    rest.length === 1 && numbers.length > 3
      ? html`<td colspan="${numbers.length - 2}" class="muted">${rest[0]}</td>`
      : rest.map((cell, at) => html`<td ${classOf(numbers[at + 2])}>${cell}</td>`);
  return html`<tr>
    <th scope="row">${first}${name && name !== first ? html` <small class="path">${name}</small>` : nothing}</th>
    <td>${second}</td>
    ${picture === undefined ? nothing : html`<td>${picture}</td>`} ${cells}
  </tr>`;
}

const barWidth = 120;

// The figures stand beside it: a picture for the eye only.
function bar(ratio: Spread | undefined, most: number): Html {
  if (!ratio || most === 0) return nothing;
  const width = (value: number): string => ((value / most) * barWidth).toFixed(1);
  return html`<svg class="bar" width="${barWidth}" height="14" viewBox="0 0 ${barWidth} 14" aria-hidden="true">
    <rect height="14" width="${width(ratio.median)}"></rect>
    <path class="one" d="M${width(1)} 0V14"></path>
    <path d="M${width(ratio.least)} 7H${width(ratio.most)}"></path>
  </svg>`;
}
