import { afterAll, describe, expect, it } from 'vitest';
import { createMarkdown } from './markdown.ts';
import type { Piece } from './rendered.ts';

const markdown = createMarkdown();
afterAll(() => markdown[Symbol.asyncDispose]());

const htmlOf = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => ('html' in piece ? piece.html : '')).join('');
const render = async (text: string): Promise<string> => htmlOf((await markdown.render(text, 'lessons')).pieces);

describe('Markdown on the page', () => {
  it('headings that repeat get anchors of their own, by GitHub’s rule', async () => {
    const { headings } = await markdown.render('## What `acks` does\n\n## What acks does\n\n### Ünï & co.', 'lessons');
    expect(headings).toEqual([
      { id: 'what-acks-does', text: 'What acks does', depth: 2 },
      { id: 'what-acks-does-1', text: 'What acks does', depth: 2 },
      { id: 'ünï--co', text: 'Ünï & co.', depth: 3 },
    ]);
  });

  it('a quotation that opens with [!TIP] is a callout, another is a quotation', async () => {
    expect(await render('> [!TIP]\n> Keep it.')).toBe(
      '<aside class="callout tip" aria-label="Tip">\n<p>Keep it.</p>\n</aside>\n',
    );
    expect(await render('> [!SHOUT]\n> no')).toContain('<blockquote>');
  });

  it('a box for another client is closed, and its code is shown as elsewhere', async () => {
    const box = await render('::: other-client\nIt has *no* linger.\n:::\n\n::: background Why <so>\nx\n:::');
    expect(box).toContain('<details class="closed-box other-client"><summary>With Confluent’s client</summary>');
    expect(box).toContain('<p>It has <em>no</em> linger.</p>\n</div>\n</details>');
    expect(box).toContain('<summary>Why &lt;so&gt;</summary>');
  });

  it('output names the program that printed it, and says nothing of its mask', async () => {
    const output = await render('```output lessons/01-a/x.ts mask="\\d+ ms"\n12 ms\n```');
    expect(output).toContain('<span class="path">lessons/01-a/x.ts</span> prints');
    expect(output).not.toContain('mask');
  });

  it('raw HTML, script addresses and hostile fences stay text', async () => {
    expect(await render('<script>1</script> [x](javascript:alert(1))')).not.toMatch(/<script|href="javascript/);
    expect(await render('```"><img src=x\n</code><script>\n```')).not.toMatch(/<img|<script/);
  });

  it('a question leaves its place between two pieces', async () => {
    const { pieces } = await markdown.render('a\n\n```question\nid: q-1\nask: x\n```\n\nb', 'lessons');
    expect(pieces).toEqual([{ html: '<p>a</p>\n' }, { question: 'q-1' }, { html: '<p>b</p>\n' }]);
  });

  it('a diagram says in words what it shows, and one that does not parse stays text', async () => {
    const good = await render('```mermaid\nflowchart LR\n  accTitle: Path\n  accDescr: From A to B.\n  A --> B\n```');
    expect(good).toContain('role="img" aria-label="Path"');
    expect(good).toContain('<figcaption>From A to B.</figcaption>');
    expect(good).not.toMatch(/<style| style="|@import|https?:\/\/fonts/);
    expect(await render('```mermaid\nnonsense\n```')).toContain('nonsense');
  });

  it('a text is rendered once', async () => {
    expect(await markdown.render('same', 'lessons')).toBe(await markdown.render('same', 'lessons'));
  });
});

describe('words of the glossary', () => {
  const terms = [
    { word: 'offset', means: 'A number.' },
    { word: 'committed offset', means: 'Where a group goes on.' },
    { word: 'lag', means: 'How <many>.' },
  ];

  async function linksOf(text: string): Promise<string[]> {
    await using own = createMarkdown(() => terms);
    const html = htmlOf((await own.render(text, 'lessons')).pieces);
    return [...html.matchAll(/<a href="\/glossary#([a-z-]+)" class="term"[^>]*>([^<]+)<\/a>/g)].map(
      ([, id, shown]) => `${id}: ${shown}`,
    );
  }

  it('are linked where the text first uses them, in any number and case', async () => {
    expect(await linksOf('Offsets and lag.\n\n* an offset, and Lag\n\nlagging')).toEqual([
      'offset: Offsets',
      'lag: lag',
    ]);
  });

  it('are the longer of two that begin at one place', async () => {
    expect(await linksOf('A committed offset, again a committed offset, is an offset.')).toEqual([
      'committed-offset: committed offset',
      'offset: offset',
    ]);
  });

  it('stay alone in headings, links, code and where the text itself explains them', async () => {
    expect(await linksOf('# lag\n\n[lag](x.md) `lag` **lag** my-lag lag.ms')).toEqual([]);
  });

  it('are not linked after the text has explained them', async () => {
    expect(await linksOf('**Offsets** are numbers. An offset, and lag.')).toEqual(['lag: lag']);
  });

  it('carry their meaning as text', async () => {
    await using own = createMarkdown(() => terms);
    expect(htmlOf((await own.render('lag', 'lessons')).pieces)).toContain('title="How &lt;many&gt;."');
  });
});
