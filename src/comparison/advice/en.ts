import { command } from '../../text/command.ts';
import { words } from '../features/en.ts';

/** The words of the choosing guide, in English. */
export const text = {
  language: (name: string) => (name === 'any' ? 'any language' : words.language(name)),
  feature: (name: string) => words.title(name),
  out: {
    language: (name: string) => `is for ${words.language(name)}`,
    dead: (error: string) => `does not work with today's broker: ${error}`,
    fails: (feature: string, error: string) => `${words.title(feature)} fails: ${error}`,
    notOffered: (feature: string, source: string) => `has no ${words.title(feature)} (${source})`,
    notRun: (feature: string, reason: string) => `nobody has seen ${words.title(feature)} work: ${reason}`,
    notTried: (feature: string) => `nobody has tried ${words.title(feature)}`,
    misreads: (wrong: number, writers: number) =>
      `hands out the aborted records of ${wrong} of ${writers} writers to a reader of committed ones`,
    native: (engine: string) => `is native code (${engine})`,
    unmaintained: (released: string) => `is not maintained; its last release is of ${released}`,
  },
  for: {
    works: (features: readonly string[]) => `does what you need: ${features.map(words.title).join(', ')}`,
    extra: (feature: string, extra: readonly string[]) => `${words.title(feature)} needs ${extra.join(', ')}`,
    maintained: (released: string) => `gets releases; the pinned one is of ${released}`,
    slow: (released: string) => `gets releases, but few; the pinned one is of ${released}`,
    unmaintained: (released: string) => `gets no releases any more; its last one is of ${released}`,
    throughput: (ratio: string, range: string, base: string, workload: string) =>
      `${ratio} × ${base} in “${workload}”, by the round ${range}`,
    noDifference: (base: string, range: string, workload: string) =>
      `no difference to ${base} in “${workload}”: by the round ${range} ×`,
    measure: (workload: string) => `is what the others are measured by in “${workload}”`,
    latency: (ms: string, workload: string) => `half of the records within ${ms} ms in “${workload}”`,
    beware: ({ does, seen }: { does: string; seen: string }) => `but beware: it ${does} (${seen})`,
    unmeasured: 'its speed was not measured',
  },
  chapter: {
    named: (language: string, clients: readonly string[]) =>
      `The handbook names for ${words.language(language)}: ${clients.join(', ')}.`,
    unlike: (client: string, why: string) => `Today ${client} ${why}.`,
    unnamed: (client: string) => `It does not name ${client}.`,
  },
  answer: (client: string) => `Take ${client}.`,
  nobody: 'No client does all of that.',
  nobodyNext: 'It is enough to give up one of these needs:',
  nobodyAtAll: 'To give up one of the needs is not enough. What speaks against each client:',
  giveUp: {
    native: 'no native code',
    maintained: 'a client that gets releases',
    language: (name: string) => `a client for ${words.language(name)}`,
  },
  way: (need: string, client: string) => `${need}: then it is ${client}`,
  nobodyRun: (language: string) => `No client for ${words.language(language)} is in the comparison yet.`,
  next: 'After it:',
  excluded: 'Left out:',
  from: (files: readonly string[]) => `Reasons are from ${new Intl.ListFormat('en').format(files)}.`,
  noMatrix: 'There is no feature matrix yet, and without one there is nothing to choose by.',
  noMatrixNext: `make it: ${command('matrix')}`,
  questions: {
    language: 'In which language is your program?',
    features:
      'What does it need beyond producing and consuming in a group? Numbers with commas between them, or nothing.',
    native: 'May it use native code, which is compiled for each platform?',
    maintained: 'Must the client get releases?',
    first: 'What counts more: records per second, or the time until a record is there?',
  },
  yes: 'yes',
  no: 'no',
  firsts: { throughput: 'records per second', latency: 'time until a record is there' },
  typeNumber: (most: number) => `1–${most}> `,
  typeNumbers: (most: number) => `1–${most}, commas between> `,
  unfinished: 'Not all questions were answered.',
  unfinishedNext: `answer them, or use the options of: ${command('choose --help')}`,
} as const;
