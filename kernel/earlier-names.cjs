'use strict';
// A name that an earlier cell declared is a property of `exports` in the cells after it. tslab rewrites such a name
// where it stands alone; here are the places where it is part of a larger form:
//   { topic }                    → { topic: exports.topic }
//   ({ topic = 'a' } = found)    → ({ topic: exports.topic = 'a' } = found)
//   ({ name: topic } = found)    → ({ name: exports.topic } = found)      `name` itself is never a variable
//   const { name: own } = found  → unchanged but for `found`              likewise

/**
 * The node rewritten if it is one of these forms, else undefined: tslab then goes on as ever.
 * `inside` holds TypeScript (`ts`), `visit`, which rewrites a node's children in the same manner, `isEarlier`, which
 * says whether an earlier cell declared a symbol, and the type checker.
 */
function rewritePattern(node, inside) {
  const { ts, visit } = inside;
  if (ts.isShorthandPropertyAssignment(node)) return rewriteShorthand(node, inside);
  if (ts.isPropertyAssignment(node)) {
    return ts.factory.updatePropertyAssignment(
      node,
      rewriteName(node.name, inside),
      ts.visitNode(node.initializer, visit),
    );
  }
  if (ts.isBindingElement(node) && node.propertyName) {
    return ts.factory.updateBindingElement(
      node,
      node.dotDotDotToken,
      rewriteName(node.propertyName, inside),
      ts.visitNode(node.name, visit),
      ts.visitNode(node.initializer, visit),
    );
  }
  return undefined;
}

function rewriteShorthand(node, { ts, visit, isEarlier, checker }) {
  const { factory } = ts;
  const standard = ts.visitNode(node.objectAssignmentInitializer, visit);
  if (!isEarlier(checker.getShorthandAssignmentValueSymbol(ts.getOriginalNode(node)))) {
    return factory.updateShorthandPropertyAssignment(node, node.name, standard);
  }
  const earlier = factory.createPropertyAccessExpression(factory.createIdentifier('exports'), node.name.text);
  const value = standard ? factory.createAssignment(earlier, standard) : earlier;
  return ts.setTextRange(factory.createPropertyAssignment(node.name.text, value), node);
}

/** The name of a property: only a computed one, `{ [topic]: 1 }`, holds names of variables. */
function rewriteName(name, { ts, visit }) {
  return ts.isComputedPropertyName(name) ? ts.visitNode(name, visit) : name;
}

module.exports = { rewritePattern };
