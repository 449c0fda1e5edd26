// What no mutant touches: types, and what only a person reads.
import type { Expression, Node } from 'oxc-parser';

/** Options that change a log, or a name in it. */
const forLogs = new Set(['clientId', 'logLevel', 'logger']);

/** Whether a node, with all that is in it, is no place for a mutant. */
export function isLeftAlone(node: Node): boolean {
  if (node.type === 'ImportDeclaration') return true;
  if (node.type.startsWith('TS')) return !holdsExpression.has(node.type);
  if (node.type === 'NewExpression') return node.callee.type === 'Identifier' && node.callee.name.endsWith('Error');
  if (node.type === 'Property') return node.key.type === 'Identifier' && forLogs.has(node.key.name);
  if (node.type === 'ExpressionStatement') return isLog(bare(node.expression));
  return isLog(node);
}

// Of the nodes with types these hold an expression as well.
const holdsExpression = new Set<string>(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression']);

// `lab.log(…)` and `console.log(…)`.
function isLog(node: Node): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const { object, property } = node.callee;
  const isConsole = object.type === 'Identifier' && object.name === 'console';
  return isConsole || (property.type === 'Identifier' && property.name === 'log');
}

/** An expression without the `await`, the `void` and the optional chain around it. */
export function bare(expression: Expression): Expression {
  if (expression.type === 'AwaitExpression') return bare(expression.argument);
  if (expression.type === 'UnaryExpression' && expression.operator === 'void') return bare(expression.argument);
  return expression.type === 'ChainExpression' ? bare(expression.expression) : expression;
}
