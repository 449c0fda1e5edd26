// Finds sentences of English in code: words for people belong into catalogues, where a translation can stand beside them.
import { parseSync, Visitor } from 'oxc-parser';

export interface Found {
  readonly line: number;
  /** With `…` in the place of each value. */
  readonly text: string;
}

/** Errors of these kinds are for developers: they tell of a mistake in the code, and are shown with their stack. */
const forDevelopers = new Set(['Error', 'TypeError', 'RangeError', 'SyntaxError']);

/** Words that tell English from names, class lists and commands. */
const little = new Set(
  [
    'a an the this that these it its you your nobody nothing no not is are was were be been has have had does do did can',
    'cannot could may must should will would of to in on at by for from with without as than there where when which who',
    'and or but before after again yet all any each every more most',
  ].flatMap((line) => line.split(' ')),
);

/** The sentences in a file, without comments, imports, types and errors for developers. Pure. */
export function sentencesIn(file: string, code: string): Found[] {
  const found: { readonly start: number; readonly text: string }[] = [];
  const passed = new Set<number>();
  const pass = (...nodes: readonly { readonly start: number }[]): void => {
    for (const { start } of nodes) passed.add(start);
  };
  new Visitor({
    ImportDeclaration: ({ source }) => pass(source),
    TSLiteralType: ({ literal }) => pass(literal),
    NewExpression({ callee, arguments: args }) {
      if (callee.type === 'Identifier' && forDevelopers.has(callee.name)) pass(...args);
    },
    Literal({ value, start }) {
      if (typeof value === 'string') found.push({ start, text: value });
    },
    TemplateLiteral({ quasis, start }) {
      found.push({ start, text: quasis.map(({ value }) => value.cooked).join('…') });
    },
  }).visit(parse(file, code));
  return found
    .filter(({ start, text }) => !passed.has(start) && isSentence(text))
    .map(({ start, text }) => ({ line: lineOf(code, start), text }));
}

/** Two words or more side by side, of which one is a little word of English, or the whole ends as a sentence. Pure. */
export function isSentence(text: string): boolean {
  if (/^(?:import|export|from) /m.test(text)) return false;
  const withoutMarkup = text.replace(/<\/?[a-z][^>]*>/gi, '\n');
  return withoutMarkup.split('\n').some((part) => {
    const words = part.match(/(?<![\w./:=@#$-])[\p{L}’']+(?:-[\p{L}’']+)*(?![\w/=@#$-]|[.:]\w)/gu) ?? [];
    const ends = /^\s*\p{Lu}[^|]*[.?!:]\s*$/u.test(part);
    return words.length >= 2 && (ends || words.some((word) => little.has(word.toLowerCase())));
  });
}

const catalogue = /(?:^|\/)words\.m?[jt]s$/;

/** What of a catalogue a file reads while it is loaded, and not when it has something to say. Pure. */
export function readAtLoad(file: string, code: string): Found[] {
  const catalogues = new Set<string>();
  const found: Found[] = [];
  let later = 0;
  const enter = (): void => void (later += 1);
  const leave = (): void => void (later -= 1);
  new Visitor({
    ImportDeclaration({ source, specifiers }) {
      if (catalogue.test(source.value)) for (const { local } of specifiers) catalogues.add(local.name);
    },
    FunctionDeclaration: enter,
    'FunctionDeclaration:exit': leave,
    FunctionExpression: enter,
    'FunctionExpression:exit': leave,
    ArrowFunctionExpression: enter,
    'ArrowFunctionExpression:exit': leave,
    // What is thrown is said at once.
    ThrowStatement: enter,
    'ThrowStatement:exit': leave,
    PropertyDefinition: enter,
    'PropertyDefinition:exit': leave,
    MemberExpression({ object, start, end }) {
      if (later > 0 || object.type !== 'Identifier' || !catalogues.has(object.name)) return;
      found.push({ line: lineOf(code, start), text: code.slice(start, end) });
    },
  }).visit(parse(file, code));
  return found;
}

function parse(file: string, code: string) {
  const { program, errors } = parseSync(file, code);
  if (errors[0]) throw new SyntaxError(`${file}: ${errors[0].message}`);
  return program;
}

const lineOf = (code: string, at: number): number => code.slice(0, at).split('\n').length;
