import { diagramToHtml } from './diagram.ts';
import { parseFenceInfo } from './fence.ts';
import { createHighlight } from './highlight.ts';
import { createParser, newEnv } from './parser.ts';
import type { Piece, Rendered } from './rendered.ts';

/** Makes the function that renders a text; `from` is the content folder that its links start at. Loads the highlighter once. */
export async function createRenderer(): Promise<(markdown: string, from: string) => Promise<Rendered>> {
  const highlight = await createHighlight();
  const parser = createParser({ code: highlight.toHtml, diagram: diagramToHtml });
  return async (markdown, from) => {
    const env = newEnv(from);
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
