import { chapterTable, loadChapterTable } from '../../comparison/tables/chapter.ts';
import { words } from '../../comparison/features/words.ts';
import type { Cell, Interop, Matrix, Rival } from '../../comparison/results/result.ts';
import {
  byLanguage,
  featuresOf,
  interopTable,
  markOf,
  partitionerTable,
  whyOf,
} from '../../comparison/tables/feature-tables.ts';
import type { Table } from '../../comparison/tables/table.ts';
import { text } from '../words.ts';
import { html, nothing, type Html } from '../html.ts';
import { machineView } from './machine-view.ts';

/** One table a language: each cell opens to its evidence. Then the chapter's own table with a verdict for each cell. */
export function featuresView(matrix: Matrix): Html {
  const names = featuresOf(matrix);
  return html`<section id="features">
    <h2>${text.compare.features}</h2>
    <p>${text.compare.featuresLead}</p>
    ${machineView(matrix, matrix.partial)}
    ${byLanguage(matrix).map(([language, clients]) => languageTable(matrix, { language, clients, names }))}
    <h3>${text.compare.chapterFeatures}</h3>
    ${tableView(chapterTable(loadChapterTable(), matrix))}
  </section>`;
}

/** Where a part of a section stands on the page. */
export const anchorOf = (section: string, part: string): string => `${section}-${part}`;

interface Columns {
  readonly language: string;
  readonly clients: readonly Rival[];
  readonly names: readonly string[];
}

function languageTable({ cells }: Matrix, { language, clients, names }: Columns): Html {
  const cellOf = (client: Rival, feature: string): Cell | undefined =>
    cells.find((cell) => cell.client === client.name && cell.feature === feature);
  return html`<h3 id="${anchorOf('features', language)}">${words.language(language)}</h3>
    <div class="scroll" tabindex="0" role="group" aria-label="${words.language(language)}">
      <table class="matrix">
        <thead>
          <tr>
            <th scope="col">${words.feature}</th>
            ${clients.map(clientHead)}
          </tr>
        </thead>
        <tbody>
          ${names.map(
            (name) =>
              html`<tr>
                <th scope="row">${words.title(name)}</th>
                ${clients.map((client) => html`<td>${cellView(cellOf(client, name))}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

const clientHead = ({ client, package: name, loaded, version, maintained, released }: Rival): Html =>
  html`<th scope="col">
    ${client} <small class="path">${name}</small> <small>${loaded ?? version}</small>
    <small>${words.maintained}: ${words.maintenance[maintained]} (${released})</small>
  </th>`;

function cellView(cell: Cell | undefined): Html {
  if (!cell) return html`${words.notTried}`;
  return html`<details class="cell-${cell.outcome}">
    <summary>${markOf(cell)}</summary>
    <p>${whyOf(cell)}</p>
  </details>`;
}

/** Who understands whom, where each client puts the same keys. */
export function interopView(interop: Interop): Html {
  return html`<section id="interop">
    <h2>${text.compare.interop}</h2>
    <p>${text.compare.interopLead}</p>
    ${machineView(interop, interop.partial)}
    ${interop.sets.map(
      ({ name, codec }, at) =>
        html`<details class="set" ${at === 0 ? 'open' : ''}>
          <summary>${text.compare.set(name, codec)}</summary>
          ${tableView({ ...interopTable(interop, name), caption: text.compare.set(name, codec) })}
        </details>`,
    )}
    <h3>${words.title('partitioner')}</h3>
    <p>${text.compare.partitioners}</p>
    ${tableView(partitionerTable(interop))}
  </section>`;
}

/** A table of text with its headings. */
function tableView({ caption, columns, rows }: Table): Html {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([head, ...cells]) =>
            html`<tr>
              <th scope="row">${head ?? nothing}</th>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
