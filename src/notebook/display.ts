import { show } from './show.ts';

/** Rich output in a notebook, plain text anywhere else. */
export const display = {
  /** `text` stands in where HTML cannot be shown; the HTML without its tags if it is not given. */
  html(html: string, text = withoutTags(html)): void {
    show({ 'text/html': html, 'text/plain': text });
  },
  markdown(markdown: string): void {
    show({ 'text/markdown': markdown, 'text/plain': markdown });
  },
  /** `text` says what the picture shows. */
  svg(svg: string, text: string): void {
    show({ 'image/svg+xml': svg, 'text/plain': text });
  },
  /** A tree that can be folded. */
  json(value: unknown): void {
    show({ 'application/json': value, 'text/plain': JSON.stringify(value, undefined, 2) });
  },
};

/** A diagram in Mermaid's language; plain text shows its source. */
export function mermaid(source: string): void {
  show({ 'text/vnd.mermaid': source, 'text/plain': source });
}

function withoutTags(html: string): string {
  return html
    .replaceAll(/<\/(?:tr|p|div|li|h\d)>/g, '\n')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/ +/g, ' ')
    .trim();
}
