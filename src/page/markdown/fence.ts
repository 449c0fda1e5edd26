// A fenced block of code as a figure: `ts title="exercises/x.ts#region"` names the file it is cut from, `ts bad` marks
// code that is wrong on purpose, `output lessons/x/y.ts` names the program that printed it.
import { text } from '../words.ts';
import { escapeHtml } from './escape-html.ts';

export interface FenceInfo {
  readonly language: string;
  /** The file that the code is cut from, without the region. */
  readonly file: string | undefined;
  readonly bad: boolean;
}

/** Reads what stands behind the three backticks. */
export function parseFenceInfo(info: string): FenceInfo {
  const [language = ''] = info.trim().split(/\s+/, 1);
  const file = /\btitle="([^"#]+)(?:#[^"]*)?"/.exec(info)?.[1];
  return { language: language.toLowerCase(), file, bad: /\sbad\b/.test(info) };
}

/** The block with its colours; it can be scrolled by keyboard. */
export function fenceToHtml(
  content: string,
  info: string,
  coloured: (code: string, language: string) => string,
): string {
  const { language, file, bad } = parseFenceInfo(info);
  const code = coloured(content.replace(/\n$/, ''), language);
  const label = escapeHtml(file ?? (text.languages[language] || text.code));
  const pre = `<pre class="code" tabindex="0" role="group" aria-label="${label}"><code>${code}</code></pre>`;
  const caption = language === 'output' ? printsCaption(info) : captionOf(file, bad);
  const name = `figure class="listing${bad ? ' bad' : ''}"`;
  return `<${name}>${caption}${pre}</figure>\n`;
}

const printsCaption = (info: string): string =>
  `<figcaption><span class="path">${escapeHtml(info.trim().split(/\s+/)[1] ?? '')}</span> ${escapeHtml(text.prints)}</figcaption>`;

function captionOf(file: string | undefined, bad: boolean): string {
  if (bad) return `<figcaption>${escapeHtml(text.wrongOnPurpose)}</figcaption>`;
  if (!file) return '';
  const path = escapeHtml(file);
  return `<figcaption><span class="path">${path}</span>${isSolution(file) ? '' : openForm(path)}</figcaption>`;
}

// A solution opens on its own page, and only for who has passed or given up.
const isSolution = (file: string): boolean => file.startsWith('solutions/');

const openForm = (path: string): string =>
  `<form method="post" action="/open"><input type="hidden" name="path" value="${path}"><button class="quiet small">${escapeHtml(text.openInEditor)}<span class="visually-hidden"> ${path}</span></button></form>`;
