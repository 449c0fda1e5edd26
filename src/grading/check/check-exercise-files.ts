// What can be said about an exercise's files without running them.
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { solutionsOf, wrongAnswersOf } from '../../course/answer.ts';
import type { Exercise } from '../../course/course.ts';
import { error, type Finding } from './finding.ts';

const least = { hints: 2, wrongAnswers: 3 };

/** Checks task, hints, stub, solution and wrong answers of one exercise. */
export function checkExerciseFiles(exercise: Exercise): Finding[] {
  const { label, task, hints, files, exportName } = exercise;
  const say = (problem: string): Finding => error(label, problem);
  const stub = read(files.stub);
  const stubExports = exportsOf(stub);
  return [
    ...(task ? [] : [say('its task is empty')]),
    ...(hints.length < least.hints ? [say(`has ${hints.length} hints; ${least.hints} are the least`)] : []),
    ...hints.flatMap((hint, at) => (hint ? [] : [say(`hint ${at + 1} is empty`)])),
    ...(stub.includes('TODO') ? [] : [say('its stub holds no TODO')]),
    ...(stubExports.includes(exportName) ? [] : [say(`its stub does not export ${exportName}, the slug in camelCase`)]),
    ...(usesStub(exercise)
      ? []
      : [say(`its suite neither imports ./${basename(files.stub)} nor runs it as a program`)]),
    ...solutionsOf(exercise).flatMap(({ path }) => {
      const theirs = exportsOf(read(path));
      const missing = stubExports.filter((name) => !theirs.includes(name));
      return missing.length > 0
        ? [say(`${basename(path)} does not export ${missing.join(', ')} as the stub does`)]
        : [];
    }),
    ...checkWrongAnswers(exercise),
  ];
}

function usesStub({ files }: Exercise): boolean {
  const suite = read(files.suite);
  return suite.includes(`from './${basename(files.stub)}'`) || suite.includes('runProgram(');
}

function checkWrongAnswers(exercise: Exercise): Finding[] {
  const { label } = exercise;
  const wrong = wrongAnswersOf(exercise);
  const few = wrong.length < least.wrongAnswers;
  return [
    ...(few ? [error(label, `has ${wrong.length} wrong answers; ${least.wrongAnswers} are the least`)] : []),
    ...wrong
      .filter(({ expect }) => !expect)
      .map(({ name }) => error(label, `wrong/${name}.ts does not say // Expect: <key>, the words that reject it`)),
  ];
}

// Values only: a type can be named differently by a solution without anybody noticing.
const exportsOf = (code: string): string[] =>
  [...code.matchAll(/^export\s+(?:async\s+)?(?:function\*?|const|let|class)\s+(\w+)/gm)].map((match) => match[1] ?? '');

const read = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');
