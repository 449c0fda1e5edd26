// Mermaid diagrams become SVG on the server, by a renderer that needs no browser: nothing of mermaid's megabytes reaches
// the page, it works without JavaScript and under a content policy without inline styles. Colours are custom properties
// that our stylesheet sets, so that one picture serves both themes.
import { renderMermaidSVG } from 'beautiful-mermaid';
import { text } from '../words.ts';
import { escapeHtml } from './escape-html.ts';

/**
 * A figure with the diagram. `accTitle:` and `accDescr:` lines, as in mermaid itself, say in words what it shows.
 * A diagram that does not parse becomes its source text, so that a lesson never breaks by one.
 */
export function diagramToHtml(source: string, id: string): string {
  const { title, description, body } = takeDescription(source);
  try {
    const label = escapeHtml(title ?? description ?? text.diagram);
    const svg = isolate(renderMermaidSVG(body, { transparent: true, font: 'sans-serif' }), id, label);
    const caption = description ? `<figcaption>${escapeHtml(description)}</figcaption>` : '';
    return `<figure class="diagram"><div class="scroll" tabindex="0" role="group" aria-label="${label}">${svg}</div>${caption}</figure>\n`;
  } catch {
    return `<pre class="code" tabindex="0"><code>${escapeHtml(source)}</code></pre>\n`;
  }
}

function takeDescription(source: string) {
  const title = /^\s*accTitle\s*:\s*(.+)$/m.exec(source)?.[1]?.trim();
  const description = /^\s*accDescr\s*:\s*(.+)$/m.exec(source)?.[1]?.trim();
  return { title, description, body: source.replace(/^\s*acc(Title|Descr)\s*:.*$/gm, '') };
}

// The renderer's letters are small beside ours.
const larger = 1.2;

// Takes the renderer's inline styles (and its web font) out, and makes ids unique among the page's diagrams.
function isolate(svg: string, id: string, label: string): string {
  return svg
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/(<svg[^>]*?) style="[^"]*"/, `$1 role="img" aria-label="${label}"`)
    .replace(/ style="[^"]*"/g, '')
    .replace(
      / width="([\d.]+)" height="[\d.]+"/,
      (_, width: string) => ` width="${Math.round(Number(width) * larger)}"`,
    )
    .replace(/ id="/g, ` id="${id}-`)
    .replaceAll('url(#', `url(#${id}-`)
    .replace(/(\d+\.\d{2})\d+/g, '$1');
}
