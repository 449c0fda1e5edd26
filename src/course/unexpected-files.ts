// Every path in the four content folders has one of a few shapes. A file of any other shape is a mistake: a leftover, a
// wrong number, a solution without an exercise. Naming it keeps the tree clean for years.
import { answerEndings } from './answer.ts';
import { words } from './words.ts';

const chapter = String.raw`(?<chapter>\d{2}-[a-z0-9]+(?:-[a-z0-9]+)*)`;
const key = String.raw`(?<key>\d{2}-[a-z0-9]+(?:-[a-z0-9]+)*)`;

// In this order: the first that matches counts.
const shapes = [
  ['lesson', new RegExp(`^lessons/${chapter}\\.md$`)],
  // A program, or in a folder what programs load.
  ['program', new RegExp(`^lessons/${chapter}(?:/[a-z0-9]+(?:-[a-z0-9]+)*){1,2}\\.ts$`)],
  ['figure', /^lessons\/figures\/[a-z0-9-]+\.svg$/],
  ['notebook', new RegExp(`^notebooks/${chapter}\\.ts$`)],
  ['paired', new RegExp(`^notebooks/${chapter}\\.ipynb$`)],
  ['hints', new RegExp(`^exercises/${chapter}/${key}\\.hints\\.md$`)],
  ['words', new RegExp(`^exercises/${chapter}/${key}\\.words\\.[a-z]{2}\\.yaml$`)],
  ['task', new RegExp(`^exercises/${chapter}/${key}\\.md$`)],
  ['suite', new RegExp(`^exercises/${chapter}/${key}\\.hidden\\.test\\.ts$`)],
  ['suite', new RegExp(`^exercises/${chapter}/${key}\\.test\\.ts$`)],
  ['stub', new RegExp(`^exercises/${chapter}/${key}\\.ts$`)],
  ...answerEndings.map((ending) => ['answer', new RegExp(`^solutions/${chapter}/${key}${ending}$`)] as const),
] as const;
type Shape = (typeof shapes)[number][0];

interface Placed {
  readonly path: string;
  readonly shape: Shape;
  readonly chapter: string;
  readonly key: string;
}

/** A path, and what is wrong with it. */
export interface UnexpectedFile {
  readonly path: string;
  readonly problem: string;
}

/**
 * Finds files of no legal shape, files whose partner is missing, and numbers used twice.
 * @param paths all files in lessons/, notebooks/, exercises/ and solutions/, relative to the course, with `/`.
 */
export function findUnexpectedFiles(paths: readonly string[]): UnexpectedFile[] {
  const placed = paths.map(place).filter((file) => file !== undefined);
  const known = new Set(placed.map(({ path }) => path));
  const illegal = paths.filter((path) => !known.has(path)).map((path) => ({ path, problem: words.noShape }));
  return [...illegal, ...placed.flatMap((file) => missingPartners(file, known)), ...sharedNumbers(placed)];
}

function place(path: string): Placed | undefined {
  for (const [shape, pattern] of shapes) {
    const match = pattern.exec(path);
    if (match) return { path, shape, chapter: match.groups?.['chapter'] ?? '', key: match.groups?.['key'] ?? '' };
  }
  return undefined;
}

function missingPartners(
  { path, shape, chapter: folder, key: name }: Placed,
  known: ReadonlySet<string>,
): UnexpectedFile[] {
  const partners = partnersOf(shape, folder, name);
  return partners.filter((partner) => !known.has(partner)).map((partner) => ({ path, problem: words.needs(partner) }));
}

// What must be there where a file of this shape is.
function partnersOf(shape: Shape, folder: string, name: string): string[] {
  const lesson = `lessons/${folder}.md`;
  const exercise = `exercises/${folder}/${name}`;
  switch (shape) {
    case 'lesson':
    case 'figure':
      return [];
    case 'program':
      return [lesson];
    case 'notebook':
      return [lesson, `notebooks/${folder}.ipynb`];
    case 'paired':
      return [lesson, `notebooks/${folder}.ts`];
    case 'task':
      return [
        lesson,
        `${exercise}.hints.md`,
        `${exercise}.ts`,
        `${exercise}.test.ts`,
        `solutions/${folder}/${name}.ts`,
      ];
    case 'hints':
    case 'words':
    case 'stub':
    case 'suite':
    case 'answer':
      return [`${exercise}.md`];
  }
}

function sharedNumbers(placed: readonly Placed[]): UnexpectedFile[] {
  const numbered = [
    ...placed
      .filter(({ shape }) => shape === 'lesson')
      .map(({ path, chapter: name }) => ({ path, place: 'lessons/', name })),
    ...placed
      .filter(({ shape }) => shape === 'task')
      .map(({ path, chapter: folder, key: name }) => ({ path, place: `exercises/${folder}/`, name })),
  ];
  return numbered.flatMap(({ path, place: folder, name }) => {
    const clash = numbered.find(
      (other) =>
        other.path !== path &&
        other.place === folder &&
        (other.name.slice(0, 2) === name.slice(0, 2) || other.name.slice(3) === name.slice(3)),
    );
    return clash ? [{ path, problem: words.clashes(clash.path) }] : [];
  });
}
