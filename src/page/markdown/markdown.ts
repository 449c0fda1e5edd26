// Markdown as the page's views ask for it: each text is rendered once, in a worker thread that ends when nothing is left to do.
import { escapeHtml } from './escape-html.ts';
import { createParser, newEnv } from './parser.ts';
import { RenderWorker } from './render-worker.ts';
import type { Rendered } from './rendered.ts';
import type { Term } from './terms.ts';

export interface Markdown extends AsyncDisposable {
  /** Renders a whole text. `from` is the content folder that its links start at. */
  render(markdown: string, from: string): Promise<Rendered>;
  /** TypeScript with its colours: one piece of HTML, escaped, for each line. */
  code(source: string): Promise<string[]>;
  /** Renders one line: emphasis, code, links. */
  inline(markdown: string): string;
}

/** More than a course has lessons and tasks, few enough that a day of editing does not fill the memory. */
const kept = 400;

const noTerms: readonly Term[] = [];

/** Makes the renderer. `terms` are the words of the glossary now. Dispose it to end its thread at once. */
export function createMarkdown(terms: () => readonly Term[] = () => noTerms): Markdown {
  const worker = new RenderWorker();
  const rendered = new Map<string, Promise<Rendered>>();
  let linked = terms();
  const lines = createParser({ code: escapeHtml, diagram: escapeHtml });
  function render(markdown: string, from: string): Promise<Rendered> {
    const now = terms();
    if (now !== linked) rendered.clear();
    linked = now;
    const key = `${from}\n${markdown}`;
    const known = rendered.get(key);
    if (known) return known;
    const fresh = worker.render({ markdown, from, terms: now.map(({ word, means }) => ({ word, means })) });
    rendered.set(key, fresh);
    fresh.catch(() => rendered.delete(key));
    if (rendered.size > kept) rendered.delete(rendered.keys().next().value ?? '');
    return fresh;
  }
  return {
    render,
    code: async (source) => linesOf(await render(fenced(source), 'solutions')),
    inline: (markdown) => lines.renderInline(markdown, newEnv('')),
    [Symbol.asyncDispose]: async () => worker[Symbol.asyncDispose](),
  };
}

/** A source as a block of TypeScript, with so long a fence that no source can close it. */
export const fenced = (source: string): string => `~~~~~~~~ts\n${source}\n~~~~~~~~`;

// The colours of a token never go beyond the end of its line.
function linesOf({ pieces }: Rendered): string[] {
  const html = pieces.map((piece) => ('html' in piece ? piece.html : '')).join('');
  return (/<code>([\s\S]*)<\/code>/.exec(html)?.[1] ?? '').split('\n');
}
