// A chapter's notebook as it was run last: cells with what they put out, and the way to JupyterLab, where one works in it.
import { stripVTControlCharacters } from 'node:util';
import sanitizeHtml from 'sanitize-html';
import type { Chapter } from '../../course/course.ts';
import type { CellView, OutputView } from '../../notebook/executed-view.ts';
import type { PageDeps } from '../deps.ts';
import { text } from '../words.ts';
import { html, nothing, raw, type Html } from '../html.ts';
import type { Rendered } from '../markdown/rendered.ts';
import { doorsNav } from './doors.ts';

/** `cells` as they were run; `wasRun` is false where they are the course's own, without outputs. */
export async function notebookView(
  deps: PageDeps,
  chapter: Chapter,
  cells: readonly CellView[],
  wasRun: boolean,
): Promise<Html> {
  const title = /^# (.+)/m.exec(cells[0]?.source ?? '')?.[1];
  const shown = await Promise.all(cells.map(async (cell) => cellView(deps, cell)));
  return html`${doorsNav(chapter, deps.session.state, `/notebooks/${chapter.slug}`)}
    <article class="text notebook">
      ${title ? nothing : html`<h1>${chapter.lesson.title}</h1>`}
      <div class="filebar">
        <span>${wasRun ? text.notebook.wasRun : text.notebook.notRun}</span>
        <form method="post" action="/notebooks/${chapter.slug}/open" target="_blank">
          <button class="primary">${text.lesson.openNotebook}</button>
        </form>
      </div>
      ${shown}
    </article>`;
}

async function cellView(deps: PageDeps, cell: CellView): Promise<Html> {
  if (cell.kind === 'markdown') return markdown(deps, cell.source);
  if (!cell.source.trim()) return nothing;
  const outputs = await Promise.all(cell.outputs.map(async (output) => outputView(deps, output)));
  return html`<div class="cell">
    ${await markdown(deps, `~~~~~~~~ts\n${cell.source.trimEnd()}\n~~~~~~~~`)}
    ${outputs.length ? html`<div class="outputs">${outputs}</div>` : nothing}
  </div>`;
}

async function markdown(deps: PageDeps, source: string): Promise<Html> {
  return pieces(await deps.markdown.render(source, 'notebooks'));
}

const pieces = (rendered: Rendered): Html =>
  html`${rendered.pieces.map((piece) => ('html' in piece ? raw(piece.html) : nothing))}`;

async function outputView(deps: PageDeps, { kind, ...output }: OutputView): Promise<Html> {
  const { content } = output;
  switch (kind) {
    case 'html':
      return html`<div class="scroll" tabindex="0" role="group" aria-label="${text.notebook.output}">
        ${raw(clean(content))}
      </div>`;
    case 'svg':
      return html`<img class="chart" src="${dataUrl(content)}" alt="${'alt' in output ? output.alt : ''}" />`;
    case 'markdown':
      return markdown(deps, content);
    case 'mermaid':
      return markdown(deps, `~~~~~~~~mermaid\n${content}\n~~~~~~~~`);
    case 'error':
    case 'text':
      return html`<pre class="log ${kind}" tabindex="0">${stripVTControlCharacters(content)}</pre>`;
  }
}

// A picture cannot run anything, whatever it holds.
const dataUrl = (svg: string): string => `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;

/** HTML that a cell put out, reduced to tables and text: it may hold what records held. */
export function clean(content: string): string {
  return sanitizeHtml(content, {
    allowedTags: tags,
    allowedAttributes: {
      th: ['colspan', 'rowspan', 'scope'],
      td: ['colspan', 'rowspan', { name: 'class', values: ['number'] }],
    },
    transformTags: {
      td: (tagName, attribs) => ({
        tagName,
        attribs: attribs['style']?.includes('right') ? { ...attribs, class: 'number' } : attribs,
      }),
    },
  });
}

const tags =
  'table caption thead tbody tfoot tr th td p br hr div span b strong i em small sub sup code pre kbd ul ol li dl dt dd details summary h3 h4 blockquote'.split(
    ' ',
  );
