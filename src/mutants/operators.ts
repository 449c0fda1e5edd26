// The small changes that make mutants: what one forgets, mistypes, or takes the wrong way round. All of it pure.
import type { Expression, Node, ObjectExpression, ObjectPropertyKind } from 'oxc-parser';
import { bare, isLeftAlone } from './left-alone.ts';
import type { Place } from './syntax.ts';

/** A piece of the code, by where it begins and where it ends. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** A piece of the code, and what stands in its place. */
export interface Edit extends Piece {
  readonly text: string;
  /** The piece that is named when the change is told, where that is not all of it. */
  readonly told?: Piece;
}

type Operator = (place: Place, code: string) => Edit[];

const put = ({ start, end }: Piece, text: string): Edit => ({ start, end, text });
const textOf = ({ start, end }: Piece, code: string): string => code.slice(start, end);

const dropAwait: Operator = ({ node }, code) =>
  node.type === 'AwaitExpression' ? [put(node, textOf(node.argument, code))] : [];

const dropStatement: Operator = ({ node }) => {
  const isDropped = node.type === 'ThrowStatement' || (node.type === 'ExpressionStatement' && acts(node.expression));
  return isDropped ? [put(node, ';')] : [];
};

// What stands there for what it does, not for its value.
function acts(expression: Expression): boolean {
  const { type } = bare(expression);
  return type === 'CallExpression' || type === 'AssignmentExpression';
}

/** `() => client.close()` becomes a function that does nothing. */
const emptyArrow: Operator = ({ node }, code) => {
  if (node.type !== 'ArrowFunctionExpression' || node.body.type === 'BlockStatement' || !acts(node.body)) return [];
  const head = code.slice(node.start, node.body.start);
  return [put(node, `${node.async ? '' : 'async '}${head}{}`)];
};

const dropOption: Operator = ({ node }) => {
  if (node.type !== 'ObjectExpression') return [];
  return node.properties.flatMap((option, at) => (isOption(option) ? [{ ...cutOut(node, at), told: option }] : []));
};

const isOption = (option: ObjectPropertyKind): boolean =>
  option.type === 'SpreadElement' || (!option.method && !isLeftAlone(option));

// With the comma that separated it.
function cutOut({ properties, start, end }: ObjectExpression, at: number): Edit {
  const [before, option, after] = [properties[at - 1], properties[at], properties[at + 1]];
  if (option && after) return put({ start: option.start, end: after.start }, '');
  return option && before ? put({ start: before.end, end: option.end }, '') : put({ start, end }, '{}');
}

/** `.catch(…)` and `.finally(…)` are taken off a promise. */
const dropHandler: Operator = ({ node, above: [parent] }, code) => {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return [];
  // As a statement of its own it is dropped as a whole.
  if (parent?.type === 'ExpressionStatement') return [];
  const { object, property } = node.callee;
  const isHandler = property.type === 'Identifier' && /^(catch|finally)$/.test(property.name);
  return isHandler ? [put(node, textOf(object, code))] : [];
};

const changeLiteral: Operator = ({ node, above: [parent] }) => {
  if (node.type !== 'Literal' || isName(node, parent) || isNegation(parent)) return [];
  return insteadOf(node.value).map((text) => put(node, text));
};

const isName = (node: Node, parent: Node | undefined): boolean => parent?.type === 'Property' && parent.key === node;

const isNegation = (node: Node | undefined): boolean => node?.type === 'UnaryExpression' && node.operator === '-';

function insteadOf(value: unknown): string[] {
  if (typeof value === 'boolean') return [String(!value)];
  if (typeof value === 'bigint') return [`${value * 0n}n`, `${value + 1n}n`].filter((text) => text !== `${value}n`);
  if (typeof value === 'string') return [value === '' ? `'changed'` : `''`];
  return typeof value === 'number' ? numbersInsteadOf(value) : [];
}

// One more is another number only where it counts: 501 ms are to everybody what 500 ms are.
function numbersInsteadOf(value: number): string[] {
  const others = new Set([0, value * 10, ...(value < 20 ? [value + 1] : [])]);
  return [...others].filter((other) => other !== value).map(String);
}

const changeNegative: Operator = ({ node }, code) =>
  node.type === 'UnaryExpression' && node.operator === '-'
    ? [put(node, '0'), put(node, textOf(node.argument, code))]
    : [];

const emptyTemplate: Operator = ({ node }) => (node.type === 'TemplateLiteral' ? [put(node, '``')] : []);

const opposite = new Map([
  ['<', '<='],
  ['<=', '<'],
  ['>', '>='],
  ['>=', '>'],
  ['===', '!=='],
  ['!==', '==='],
  ['&&', '||'],
  ['||', '&&'],
]);
const reckoning = new Set(['+', '-', '*', '/', '??']);

/** A comparison is turned round; of `a + 1` only `a` is left. */
const changeOperator: Operator = ({ node }, code) => {
  if (node.type !== 'BinaryExpression' && node.type !== 'LogicalExpression') return [];
  const { left, operator } = node;
  const other = opposite.get(operator);
  if (other === undefined) return reckoning.has(operator) ? [put(node, textOf(left, code))] : [];
  return [put(operatorBehind(left, operator, code), other)];
};

function operatorBehind(left: Piece, operator: string, code: string): Piece {
  const start = code.indexOf(operator, left.end);
  return { start, end: start + operator.length };
}

/** `??=` keeps what is there; `=` does not. */
const assignAlways: Operator = ({ node }, code) =>
  node.type === 'AssignmentExpression' && node.operator === '??='
    ? [put(operatorBehind(node.left, node.operator, code), '=')]
    : [];

const dropNot: Operator = ({ node }, code) =>
  node.type === 'UnaryExpression' && node.operator === '!' ? [put(node, textOf(node.argument, code))] : [];

const decideAhead: Operator = ({ node }, code) => {
  if (node.type === 'IfStatement') return [put(node.test, 'false')];
  if (node.type !== 'ConditionalExpression') return [];
  return [node.consequent, node.alternate].map((branch) => put(node, textOf(branch, code)));
};

const emptyCatch: Operator = ({ node }) =>
  node.type === 'CatchClause' && node.body.body.length > 0 ? [put(node.body, '{}')] : [];

/** All of them; each answers with what it would change at a place. */
export const operators: readonly Operator[] = [
  dropAwait,
  dropStatement,
  emptyArrow,
  dropOption,
  dropHandler,
  changeLiteral,
  changeNegative,
  emptyTemplate,
  changeOperator,
  assignAlways,
  dropNot,
  decideAhead,
  emptyCatch,
];
