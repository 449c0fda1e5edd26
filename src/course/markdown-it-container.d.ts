// The package has no types, and those on npm are for an older markdown-it.
declare module 'markdown-it-container' {
  import type { MarkdownIt, Token } from 'markdown-it';

  export default function container(
    parser: MarkdownIt,
    name: string,
    options?: { readonly render?: (tokens: readonly Token[], at: number) => string },
  ): void;
}
