// Makes mutants of a solution: the whole file, with one small change. Pure.
import type { Program } from 'oxc-parser';
import { isLeftAlone } from './left-alone.ts';
import { operators, type Edit } from './operators.ts';
import { parses, placesIn, treeOf } from './syntax.ts';

export interface Mutant {
  /** Number of the changed line. */
  readonly line: number;
  /** That line as it was, without its indentation. */
  readonly text: string;
  /** What was done, such as `400 → 0`; ` (2)` behind it tells the second place with the same line and change. */
  readonly change: string;
  /** The whole file, changed. */
  readonly code: string;
}

/**
 * All mutants of a solution, in the order of the file.
 * @param stub what learners are handed: what the solution has taken over from it, function by function, is not changed.
 */
export function mutantsOf(code: string, stub: string): Mutant[] {
  const places = ownStatements(code, stub).flatMap((statement) => placesIn(statement, isLeftAlone));
  const edits = places.flatMap((place) => operators.flatMap((operator) => operator(place, code)));
  const mutants = edits.map((edit) => mutantBy(edit, code)).filter((mutant) => parses(mutant.code));
  const different = new Map(mutants.map((mutant) => [mutant.code, mutant]));
  return numbered([...different.values()].toSorted((a, b) => a.line - b.line));
}

const ownStatements = (code: string, stub: string): Program['body'] =>
  treeOf(code).body.filter(({ start, end }) => !stub.includes(code.slice(start, end)));

function mutantBy({ start, end, text, told = { start, end } }: Edit, code: string): Mutant {
  const before = code.slice(0, told.start);
  const [line = ''] = code.slice(before.lastIndexOf('\n') + 1).split('\n', 1);
  return {
    line: before.split('\n').length,
    text: line.trim(),
    change: `${short(code.slice(told.start, told.end))} → ${/^(;|\{\})?$/.test(text) ? 'nothing' : short(text)}`,
    code: code.slice(0, start) + text + code.slice(end),
  };
}

const mostCharacters = 80;

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > mostCharacters ? `${line.slice(0, mostCharacters - 1)}…` : line;
}

function numbered(mutants: readonly Mutant[]): Mutant[] {
  const times = new Map<string, number>();
  return mutants.map((mutant) => {
    const key = `${mutant.text}\n${mutant.change}`;
    const time = (times.get(key) ?? 0) + 1;
    times.set(key, time);
    return time === 1 ? mutant : { ...mutant, change: `${mutant.change} (${time})` };
  });
}
