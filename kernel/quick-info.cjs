'use strict';

/** What a tooltip says of the name at a position, in the form of TypeScript's language service; undefined for nothing. */
function quickInfoAt(ts, { file, checker, position }) {
  const node = nameAt(ts, file, position);
  if (node === file) return undefined;
  const symbol = checker.getSymbolAtLocation(node);
  const base = { kind: '', kindModifiers: '', textSpan: ts.createTextSpanFromNode(node, file) };
  if (!symbol || checker.isUnknownSymbol(symbol)) {
    const type = ts.isIdentifier(node) ? checker.getTypeAtLocation(node) : undefined;
    return type && { ...base, displayParts: ts.typeToDisplayParts(checker, type, ts.getContainerNode(node)) };
  }
  const info = ts.SymbolDisplay.getSymbolDisplayPartsDocumentationAndSymbolKind(
    checker,
    symbol,
    file,
    ts.getContainerNode(node),
    node,
  );
  const { symbolKind: kind, displayParts, documentation, tags } = info;
  return { ...base, kind, displayParts, documentation, tags };
}

/** In `new Kafka(…)` the class, not the whole expression. */
function nameAt(ts, file, position) {
  const node = ts.getTouchingPropertyName(file, position);
  return ts.isNewExpression(node.parent ?? node) && node.pos === node.parent.pos ? node.parent.expression : node;
}

module.exports = { quickInfoAt };
