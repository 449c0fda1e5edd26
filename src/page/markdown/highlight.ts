// Colours code with shiki. Colours are class names, not inline styles: one rendering serves both themes, weighs less,
// and the page's content policy can forbid inline styles. The theme is shiki's own table of css variables.
import { createCssVariablesTheme, createHighlighterCore, type HighlighterCore } from 'shiki/core';
import { createOnigurumaEngine } from 'shiki/engine/oniguruma';
import { bundledLanguages, type BundledLanguage } from 'shiki/langs';
import { escapeHtml } from './escape-html.ts';

export interface Highlight {
  /** Loads what the languages need; names that are not known stay plain text. */
  prepare(languages: Iterable<string>): Promise<void>;
  /** The code as HTML, escaped, one `<span class="line">` for each line. */
  readonly toHtml: (code: string, language: string) => string;
}

const theme = createCssVariablesTheme({ name: 'page', variablePrefix: '--', fontStyle: false });
const classes: Readonly<Record<string, string>> = {
  'var(--token-constant)': 'tc',
  'var(--token-string)': 'ts',
  'var(--token-comment)': 'tm',
  'var(--token-keyword)': 'tk',
  'var(--token-parameter)': 'tp',
  'var(--token-function)': 'tf',
  'var(--token-string-expression)': 'ts',
  'var(--token-punctuation)': 'tu',
  'var(--token-link)': 'tl',
  'var(--token-inserted)': 'ti',
  'var(--token-deleted)': 'td',
};

/** A highlighter that loads each language when it is first needed. */
export async function createHighlight(): Promise<Highlight> {
  const shiki = await createHighlighterCore({
    themes: [theme],
    langs: [],
    engine: createOnigurumaEngine(import('shiki/wasm')),
  });
  return {
    async prepare(languages) {
      const wanted = [...new Set(languages)].filter(isBundled);
      await Promise.all(wanted.map((language) => shiki.loadLanguage(bundledLanguages[language])));
    },
    toHtml: (code, language) => lines(shiki, code, language),
  };
}

const isBundled = (language: string): language is BundledLanguage => Object.hasOwn(bundledLanguages, language);

function lines(shiki: HighlighterCore, code: string, language: string): string {
  if (!shiki.getLoadedLanguages().includes(language)) return code.split('\n').map(plainLine).join('\n');
  // Without a limit: on a busy machine the first line outlasts it, and what follows would be coloured wrongly for good.
  const tokens = shiki.codeToTokensBase(code, { lang: language, theme: 'page', tokenizeTimeLimit: 0 });
  return tokens.map((line) => `<span class="line">${line.map(span).join('')}</span>`).join('\n');
}

const plainLine = (line: string): string => `<span class="line">${escapeHtml(line)}</span>`;

function span({ content, color }: { content: string; color?: string }): string {
  const name = classes[color ?? ''];
  return name ? `<span class="${name}">${escapeHtml(content)}</span>` : escapeHtml(content);
}
