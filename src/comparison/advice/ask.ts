// The questions of `workbook choose` in a terminal, a number each. The answer to what is asked here can be given as an option.
import { WorkbookError } from '../../workbook-error.ts';
import { text } from './words.ts';
import { languages, wantedFeatures, type Needs, type WantedFeature } from './needs.ts';

export interface Terminal {
  readonly print: (line: string) => void;
  /** Writes without a new line. */
  readonly prompt: (words: string) => void;
  readonly lines: AsyncIterator<string>;
}

/** Asks for what is not given yet. @throws WorkbookError where the input ends before the last answer. */
export async function askNeeds(given: Partial<Needs>, terminal: Terminal): Promise<Needs> {
  const { questions } = text;
  const firsts = ['throughput', 'latency'] as const;
  return {
    language: given.language ?? (await one(terminal, questions.language, languages, text.language)),
    features: given.features ?? (await some(terminal, questions.features)),
    native: given.native ?? (await yesOrNo(terminal, questions.native)),
    maintained: given.maintained ?? (await yesOrNo(terminal, questions.maintained)),
    first: given.first ?? (await one(terminal, questions.first, firsts, (name) => text.firsts[name])),
  };
}

async function one<const T extends string>(
  terminal: Terminal,
  question: string,
  choices: readonly T[],
  shown: (choice: T) => string,
): Promise<T> {
  show(terminal, question, choices.map(shown));
  return answered(terminal, text.typeNumber(choices.length), (line) => choices[Number(line) - 1]);
}

async function yesOrNo(terminal: Terminal, question: string): Promise<boolean> {
  return (await one(terminal, question, ['yes', 'no'], (answer) => text[answer])) === 'yes';
}

async function some(terminal: Terminal, question: string): Promise<WantedFeature[]> {
  show(terminal, question, wantedFeatures.map(text.feature));
  return answered(terminal, text.typeNumbers(wantedFeatures.length), (line) => {
    const typed = line.split(/[,\s]+/).filter((part) => part !== '');
    const chosen = typed.flatMap((part) => wantedFeatures[Number(part) - 1] ?? []);
    return chosen.length === typed.length ? chosen : undefined;
  });
}

function show({ print }: Terminal, question: string, choices: readonly string[]): void {
  print(question);
  for (const [at, choice] of choices.entries()) print(`  ${at + 1}. ${choice}`);
}

// Asks again until the line is an answer.
async function answered<T>(
  { prompt, lines }: Terminal,
  words: string,
  read: (line: string) => T | undefined,
): Promise<T> {
  for (;;) {
    prompt(words);
    const line = await lines.next();
    if (line.done) throw new WorkbookError(text.unfinished, { next: text.unfinishedNext, fault: 'usage' });
    const answer = read(line.value.trim());
    if (answer !== undefined) return answer;
  }
}
