// TypeScript as a tree, and a walk over it that knows what each node stands in.
import { parseSync, visitorKeys, type Node, type Program } from 'oxc-parser';

/** A node, and what it stands in, the nearest first. */
export interface Place {
  readonly node: Node;
  readonly above: readonly Node[];
}

const parse = (code: string) => parseSync('solution.ts', code, { preserveParens: false });

/** The tree of a whole file. @throws where it does not parse. */
export function treeOf(code: string): Program {
  const { program, errors } = parse(code);
  const [first] = errors;
  if (first) throw new SyntaxError(first.message);
  return program;
}

/** Whether this is TypeScript, types left aside. */
export const parses = (code: string): boolean => parse(code).errors.length === 0;

/** The node and all that is in it, in the order of the file, but for what is left out with all that is in it. */
export function placesIn(node: Node, isLeftOut: (node: Node) => boolean, above: readonly Node[] = []): Place[] {
  if (isLeftOut(node)) return [];
  const below = childrenOf(node).flatMap((child) => placesIn(child, isLeftOut, [node, ...above]));
  return [{ node, above }, ...below];
}

function childrenOf(node: Node): Node[] {
  const children: unknown[] = (visitorKeys[node.type] ?? []).flatMap((key): unknown => Reflect.get(node, key));
  return children.filter(isNode);
}

const isNode = (value: unknown): value is Node => value instanceof Object && 'type' in value;
