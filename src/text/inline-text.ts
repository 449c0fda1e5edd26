/** Markdown of a sentence or two as plain text on one line: without the marks for emphasis, code and links. */
export function inlineText(markdown: string): string {
  return markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|`)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
