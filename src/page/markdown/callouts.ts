// GitHub's callouts: a quotation that opens with `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` or `[!CAUTION]`.
import type { StateCore, Token } from 'markdown-it';
import { text } from '../words.ts';

type Kind = keyof typeof text.callouts;

const marker = /^\[!([A-Z]+)\][ \t]*\n?/;
const isKind = (name: string | undefined): name is Kind => name !== undefined && Object.hasOwn(text.callouts, name);

/** A core rule for markdown-it, to run between its block and inline rules. */
export function calloutRule(state: StateCore): void {
  state.tokens.forEach((token, at) => {
    if (token.type !== 'blockquote_open') return;
    const inline = state.tokens[at + 2];
    const kind = inline?.type === 'inline' ? marker.exec(inline.content)?.[1]?.toLowerCase() : undefined;
    if (inline && isKind(kind)) makeCallout(state.tokens, at, inline, kind);
  });
}

function makeCallout(tokens: Token[], at: number, inline: Token, kind: Kind): void {
  const open = tokens[at]!;
  open.tag = 'aside';
  open.attrSet('class', `callout ${kind}`);
  open.attrSet('aria-label', text.callouts[kind]);
  const close = tokens.find((token, index) => index > at && isClose(token, open));
  if (close) close.tag = 'aside';
  inline.content = inline.content.replace(marker, '');
}

const isClose = (token: Token, open: Token): boolean => token.type === 'blockquote_close' && token.level === open.level;
