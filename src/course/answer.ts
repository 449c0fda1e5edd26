// Every file that can be run for an exercise is one record. No other file knows by which names and folders answers are
// told apart, so that a further client or language is a line here.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

/** The clients that answers are written with; `none` where an answer needs none. */
export const clients = ['kafkajs', 'confluent', 'platformatic'] as const;
export type Client = (typeof clients)[number] | 'none';

const packages: Readonly<Record<(typeof clients)[number], string>> = {
  kafkajs: 'kafkajs',
  confluent: '@confluentinc/kafka-javascript',
  platformatic: '@platformatic/kafka',
};

/** The npm package of a client: what people call it by. */
export const packageOf = (client: Client): string => (client === 'none' ? client : packages[client]);

/** The languages that answers are written in, each with the ending of its files. */
const endingOf = { typescript: '.ts', python: '.py', go: '.go', java: '.java', csharp: '.cs' } as const;
export type Language = keyof typeof endingOf;
export const languages: readonly Language[] = ['typescript', 'python', 'go', 'java', 'csharp'];

/** What a language is called. */
export const languageNames: Readonly<Record<Language, string>> = {
  typescript: 'TypeScript',
  python: 'Python',
  go: 'Go',
  java: 'Java',
  csharp: 'C#',
};

/** The ending of a file in a language: `.ts`. */
export const fileEnding = (language: Language): string => endingOf[language];

interface AnswerFile {
  /** `forgets-the-key`; of a solution its client. Unique among the answers of its role. */
  readonly name: string;
  readonly language: Language;
  readonly client: Client;
  /** Absolute. */
  readonly path: string;
}

/** What a wrong answer breaks, and what cannot be met then either. */
export interface Break {
  readonly requirement: string;
  /** Requirements that are not reached, or broken with it, by the reason that stands beside them. */
  readonly alsoNotReached: readonly string[];
}

/** The task's beginning, which learners write in. */
export interface Stub extends AnswerFile {
  readonly role: 'stub';
}

export interface Solution extends AnswerFile {
  readonly role: 'solution';
}

/** An answer that must pass although it differs from the solutions as much as it can. */
export interface RightAnswer extends AnswerFile {
  readonly role: 'right';
  /** How it differs, in something that can be seen at the broker or on the wire; '' where it does not say. */
  readonly differs: string;
}

/** A plausible mistake that the suite must reject. */
export interface WrongAnswer extends AnswerFile {
  readonly role: 'wrong';
  readonly breaks: readonly Break[];
  /** Key of the suite's words that its message must hold; '' where it does not say. */
  readonly expect: string;
  /** Id of the kind of mistake, from docs/kinds.yaml; '' where it does not say. */
  readonly kind: string;
  /** Id of the fault of the source chapter that it holds. */
  readonly fault: string | undefined;
}

/** What a learner wrote, in the stub's place or handed in. */
export interface LearnersFile extends AnswerFile {
  readonly role: 'learner';
}

export type Answer = Stub | Solution | RightAnswer | WrongAnswer;

/** Where the files of an exercise begin, without their endings. */
export interface Stems {
  /** `…/exercises/04-consumers/01-read-in-a-group` */
  readonly exercise: string;
  /** `…/solutions/04-consumers/01-read-in-a-group` */
  readonly solution: string;
}

const endings: readonly (readonly [ending: string, client: Client | undefined])[] = [
  ['.ts', undefined],
  ['.confluent.ts', 'confluent'],
  ['.platformatic.ts', 'platformatic'],
];

/** What may follow an exercise's key in `solutions/`, as regular expressions. */
export const answerEndings: readonly string[] = [
  ...endings.map(([ending]) => ending.replaceAll('.', String.raw`\.`)),
  String.raw`\.(?:right|wrong)/[a-z0-9]+(?:-[a-z0-9]+)*\.ts`,
];

/** All answers of an exercise that are there: the stub, solutions (the main one first), right and wrong ones by name. */
export function loadAnswers({ exercise, solution }: Stems): Answer[] {
  const stub: Stub = { ...fileOf(`${exercise}.ts`), role: 'stub' };
  const solutions = endings
    .map(([ending, client]) => ({ path: `${solution}${ending}`, client }))
    .filter(({ path }) => existsSync(path))
    .map(({ path, client }): Solution => {
      const file = fileOf(path);
      const by = client ?? file.client;
      return { ...file, client: by, name: by, role: 'solution' };
    });
  return [stub, ...solutions, ...listed(`${solution}.right`).map(right), ...listed(`${solution}.wrong`).map(wrong)];
}

function right(path: string): RightAnswer {
  return { ...fileOf(path), role: 'right', differs: headerOf(path).get('Differs') ?? '' };
}

function wrong(path: string): WrongAnswer {
  const header = headerOf(path);
  return {
    ...fileOf(path),
    role: 'wrong',
    breaks: readBreaks(header.get('Breaks')),
    expect: header.get('Expect') ?? '',
    kind: header.get('Kind') ?? '',
    fault: header.get('Fault'),
  };
}

// `attempts`, or `attempts (not reached: place, in-order, because the first send already fails)`.
function readBreaks(written: string | undefined): Break[] {
  const [, requirement, others = ''] = /^([a-z0-9-]+)(?:\s+\(not reached: (.+)\))?$/.exec(written ?? '') ?? [];
  if (!requirement) return [];
  const [ids = ''] = others.split(/,?\s+because\b/);
  return [{ requirement, alsoNotReached: ids.split(/,\s*/).filter(Boolean) }];
}

/** What an answer says of itself: the lines `// Name: words` of its first comment. */
function headerOf(path: string): Map<string, string> {
  const comment = /^(?:\/\/.*\r?\n)*/.exec(readFileSync(path, 'utf8'))?.[0] ?? '';
  return new Map([...comment.matchAll(headerLine)].map(([, name = '', words = '']) => [name, words.trim()]));
}

const headerLine = /^\/\/ (Breaks|Expect|Kind|Fault|Differs): (.+)$/gm;

/** An answer's code as learners see it: without the lines that are for `check`. */
export function withoutHeader(code: string): string {
  return code.replace(/^(?:\/\/ (?:Breaks|Expect|Kind|Fault|Differs): .*\r?\n)+/, '');
}

function listed(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  return names.toSorted().map((name) => join(folder, name));
}

function fileOf(path: string): AnswerFile {
  const language = languages.find((each) => path.endsWith(endingOf[each])) ?? 'typescript';
  return { name: basename(path, endingOf[language]), language, client: clientIn(path), path };
}

/** The client that a file imports; `none` where it imports none, or is no file that can be read. */
export function clientIn(path: string): Client {
  const code = readCode(path);
  return clients.find((client) => new RegExp(`from ['"]${packages[client]}['"]`).test(code)) ?? 'none';
}

// People hand in folders and pipes; who reads a pipe waits for a writer.
function readCode(path: string): string {
  try {
    return statSync(path).isFile() ? readFileSync(path, 'utf8') : '';
  } catch {
    return '';
  }
}

/** What a learner wrote, for an exercise or handed in elsewhere. */
export const learnersFile = (path: string): LearnersFile => ({ ...fileOf(path), role: 'learner' });

/** Whether the client is a native module, which is built apart and not everywhere. */
export const isNative = (client: Client): boolean => client === 'confluent';

export interface WithAnswers {
  readonly answers: readonly Answer[];
}

const stubsOf = ({ answers }: WithAnswers): Stub[] => answers.filter((each) => each.role === 'stub');

/** The language in which one begins an exercise where none was chosen. */
export const firstLanguage = (exercise: WithAnswers): Language => stubsOf(exercise)[0]?.language ?? 'typescript';

/** The file that learners write in; undefined where the exercise has none in this language. */
export const stubPath = (exercise: WithAnswers, language: Language): string | undefined =>
  stubsOf(exercise).find((each) => each.language === language)?.path;

/** The main solution first. */
export const solutionsOf = ({ answers }: WithAnswers): Solution[] => answers.filter((each) => each.role === 'solution');
export const rightAnswersOf = ({ answers }: WithAnswers): RightAnswer[] =>
  answers.filter((each) => each.role === 'right');
export const wrongAnswersOf = ({ answers }: WithAnswers): WrongAnswer[] =>
  answers.filter((each) => each.role === 'wrong');

/** The solution with a client, or the main one; undefined where there is none. */
export function solutionOf(exercise: WithAnswers, client?: Client): Solution | undefined {
  const solutions = solutionsOf(exercise);
  return client === undefined ? solutions[0] : solutions.find((each) => each.client === client);
}

/** What authors run suites against with plain vitest, by the name of its project: the stubs, or the solutions with a client. */
export const plainRuns: Readonly<Record<string, (exercise: WithAnswers) => Answer | undefined>> = {
  exercises: ({ answers }) => answers.find(({ role }) => role === 'stub'),
  solution: (exercise) => solutionOf(exercise),
  ...Object.fromEntries(
    endings.flatMap(([, client]) =>
      client ? [[client, (exercise: WithAnswers) => solutionOf(exercise, client)]] : [],
    ),
  ),
};

/**
 * The main solution of an exercise.
 * @throws where the exercise has none, which `check` reports.
 */
export function mainSolution(exercise: WithAnswers & { readonly id: string }): Solution {
  const solution = solutionOf(exercise);
  if (!solution) throw new Error(`The exercise ${exercise.id} has no solution.`);
  return solution;
}
