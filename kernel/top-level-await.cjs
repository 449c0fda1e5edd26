'use strict';

/** Whether a cell has to run as an async function: an await, `for await` or `await using` outside its functions. */
function hasTopLevelAwait(ts, code) {
  const visit = (node) => {
    if (ts.isFunctionLike(node) || ts.isClassStaticBlockDeclaration(node)) return false;
    return awaits(ts, node) || ts.forEachChild(node, (child) => visit(child) || undefined) === true;
  };
  return visit(ts.createSourceFile('cell.ts', code, ts.ScriptTarget.Latest));
}

function awaits(ts, node) {
  if (ts.isAwaitExpression(node)) return true;
  if (ts.isForOfStatement(node)) return node.awaitModifier !== undefined;
  return ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.AwaitUsing) === ts.NodeFlags.AwaitUsing;
}

module.exports = { hasTopLevelAwait };
