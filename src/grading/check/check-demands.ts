// What is tested is asked for in the requirements, and nowhere else: a demand in the story or in a stub's comment is one
// that no requirement names.
import { existsSync, readFileSync } from 'node:fs';
import type { Exercise } from '../../course/course.ts';
import { requirementsMark } from '../../course/task.ts';
import { error, type Finding } from './finding.ts';
import { problems } from './words.ts';

/** Finds demands outside of requirements, `## Given` and `## Advice`, in the stub's doc comments too. */
export function checkDemands({ label, body, files }: Exercise): Finding[] {
  const stub = existsSync(files.stub) ? readFileSync(files.stub, 'utf8') : '';
  const marks = body.split(requirementsMark).length - 1;
  return [
    ...(marks === 1 ? [] : [error(label, problems.marks(requirementsMark, marks))]),
    ...demandsIn(storyOf(body)).map((words) => error(label, problems.taskDemands(words))),
    ...docComments(stub).flatMap((comment) =>
      demandsIn(comment).map((words) => error(label, problems.stubDemands(words))),
    ),
  ];
}

/** A task without its sections Given and Advice, and without code. */
function storyOf(body: string): string {
  const sections = body.split(/^(?=## )/m).filter((section) => !/^## (?:Given|Advice)\b/.test(section));
  return sections.join('').replace(/`[^`]*`/g, '');
}

const docComments = (code: string): string[] =>
  [...code.matchAll(/\/\*\*([\s\S]*?)\*\//g)].map(([, text = '']) =>
    text.replace(/^\s*\* ?/gm, '').replace(/`[^`]*`/g, ''),
  );

const demand =
  /\b(?:must|never|at most|within)\b|\b\d[\d.,]*\s?(?:ms|s|kB|MB|bytes|seconds?|minutes?|milliseconds?)\b/gi;

/** The words of each demand, with a little of what stands around them. Pure. */
export function demandsIn(text: string): string[] {
  const line = text.replace(/\s+/g, ' ');
  return [...line.matchAll(demand)].map(({ index, 0: found }) =>
    line.slice(Math.max(0, index - 20), index + found.length + 20).trim(),
  );
}
