import { diagramToHtml } from './diagram.ts';
import { parseFenceInfo } from './fence.ts';
import { createHighlight } from './highlight.ts';
import { createParser, newEnv } from './parser.ts';
import type { Piece, Rendered } from './rendered.ts';
import type { Term } from './terms.ts';

/** A text to be rendered: `from` is the content folder that its links start at. */
export interface Text {
  readonly markdown: string;
  readonly from: string;
  /** Words to be linked to the glossary. */
  readonly terms: readonly Term[];
}

/** Makes the function that renders a text. Loads the highlighter once. */
export async function createRenderer(): Promise<(text: Text) => Promise<Rendered>> {
  const highlight = await createHighlight();
  const parser = createParser({ code: highlight.toHtml, diagram: diagramToHtml });
  return async ({ markdown, from, terms }) => {
    const env = newEnv(from, terms);
    const tokens = parser.parse(markdown, env);
    const fences = tokens.filter(({ type }) => type === 'fence');
    await highlight.prepare(fences.map(({ info }) => parseFenceInfo(info).language));
    const pieces = parser.renderer
      .render(tokens, parser.options, env)
      .split(/<!--question:([a-z0-9-]*)-->\n?/)
      .map((part, index): Piece => (index % 2 ? { question: part } : { html: part }));
    return { pieces, headings: env.headings };
  };
}
