import type { Exercise } from './course.ts';

/** An exercise that can be done in Go, too: its stub stands beside the one in TypeScript. */
export function inTwoLanguages(exercise: Exercise): Exercise {
  const [stub] = exercise.answers;
  if (stub?.role !== 'stub') throw new Error('The first answer of an exercise is its stub.');
  const inGo = { ...stub, language: 'go', client: 'none', path: stub.path.replace(/\.ts$/, '.go') } as const;
  return { ...exercise, answers: [stub, inGo, ...exercise.answers.slice(1)] };
}
