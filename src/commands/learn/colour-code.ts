import { createCssVariablesTheme, createHighlighterCore } from 'shiki/core';
import { createOnigurumaEngine } from 'shiki/engine/oniguruma';
import { bundledLanguages, type BundledLanguage } from 'shiki/langs';
import type { Paint, Style } from '../../text/style.ts';

const theme = createCssVariablesTheme({ name: 'terminal', variablePrefix: '--', fontStyle: false });
const styles: Readonly<Record<string, Style>> = {
  'var(--token-constant)': 'yellow',
  'var(--token-string)': 'green',
  'var(--token-comment)': 'dim',
  'var(--token-keyword)': 'magenta',
  'var(--token-function)': 'cyan',
  'var(--token-string-expression)': 'green',
};

/** Makes the function that colours code of these languages for a terminal; of others it leaves the code as it is. */
export async function createCodeColours(
  languages: readonly string[],
  paint: Paint,
): Promise<(code: string, language: string) => string> {
  const known = [...new Set(languages)].filter(isBundled);
  const langs = await Promise.all(known.map((language) => bundledLanguages[language]()));
  const shiki = await createHighlighterCore({
    themes: [theme],
    langs: langs.map((language) => language.default),
    engine: createOnigurumaEngine(import('shiki/wasm')),
  });
  return (code, lang) => {
    if (!known.some((language) => language === lang)) return code;
    const lines = shiki.codeToTokensBase(code, { lang, theme: 'terminal', tokenizeTimeLimit: 0 });
    return lines.map((line) => line.map(painted).join('')).join('\n');
  };

  function painted({ content, color = '' }: { content: string; color?: string }): string {
    const style = styles[color];
    return style === undefined ? content : paint(style, content);
  }
}

const isBundled = (language: string): language is BundledLanguage => Object.hasOwn(bundledLanguages, language);
