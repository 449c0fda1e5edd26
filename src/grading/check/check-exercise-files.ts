// What can be said about an exercise's files without running them.
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { solutionsOf, wrongAnswersOf } from '../../course/answer.ts';
import type { Exercise } from '../../course/course.ts';
import { error, type Finding } from './finding.ts';
import { problems } from './words.ts';

const least = { hints: 2, wrongAnswers: 3 };

/** Checks task, hints, stub, solution and wrong answers of one exercise. */
export function checkExerciseFiles(exercise: Exercise): Finding[] {
  const { label, task, hints, files, exportName } = exercise;
  const say = (problem: string): Finding => error(label, problem);
  const stub = read(files.stub);
  const stubExports = exportsOf(stub);
  return [
    ...(task ? [] : [say(problems.noTask)]),
    ...(hints.length < least.hints ? [say(problems.fewHints(hints.length, least.hints))] : []),
    ...hints.flatMap((hint, at) => (hint ? [] : [say(problems.emptyHint(at + 1))])),
    ...(stub.includes('TODO') ? [] : [say(problems.noTodo)]),
    ...(stubExports.includes(exportName) ? [] : [say(problems.noExport(exportName))]),
    ...(usesStub(exercise) ? [] : [say(problems.noImport(basename(files.stub)))]),
    ...solutionsOf(exercise).flatMap(({ path }) => {
      const theirs = exportsOf(read(path));
      const missing = stubExports.filter((name) => !theirs.includes(name));
      return missing.length > 0 ? [say(problems.lessExports(basename(path), missing.join(', ')))] : [];
    }),
    ...checkWrongAnswers(exercise),
  ];
}

function usesStub({ files }: Exercise): boolean {
  const suite = read(files.suite);
  return suite.includes(`from './${basename(files.stub)}'`) || /runProgram\(|Machine\.build\(/.test(suite);
}

function checkWrongAnswers(exercise: Exercise): Finding[] {
  const { label } = exercise;
  const wrong = wrongAnswersOf(exercise);
  const few = wrong.length < least.wrongAnswers;
  return [
    ...(few ? [error(label, problems.fewWrong(wrong.length, least.wrongAnswers))] : []),
    ...wrong.filter(({ expect }) => !expect).map(({ name }) => error(label, problems.noExpect(name))),
  ];
}

// Values only: a type can be named differently by a solution without anybody noticing.
const exportsOf = (code: string): string[] =>
  [...code.matchAll(/^export\s+(?:async\s+)?(?:function\*?|const|let|class)\s+(\w+)/gm)].map((match) => match[1] ?? '');

const read = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');
