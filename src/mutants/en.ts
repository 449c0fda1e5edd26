// What `workbook mutants` and its report say, in English.
import { command } from '../text/command.ts';

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

interface Counts {
  readonly killed: number;
  readonly alive: number;
  readonly equivalent: number;
  readonly uncompiled: number;
  readonly share: number;
}

const counts = ({ killed, alive, equivalent, uncompiled, share }: Counts): string =>
  `${killed} of ${killed + alive} killed (${percent(share)}), ${equivalent} equivalent, ${uncompiled} do not compile`;

export const words = {
  percent,
  counts,
  made: (mutants: number, solutions: number, uncompiled: number) =>
    `${mutants} mutants of ${solutions} solutions, of which ${uncompiled} do not compile.`,
  alive: 'alive',
  stale: 'stale',
  unsound: 'unsound',
  line: ({ line, text, change }: { line: number; text: string; change: string }) => `line ${line}: ${text}   ${change}`,
  gone: 'docs/mutants.yaml names a mutant that there is not:',
  killed: 'docs/mutants.yaml calls a mutant equivalent that the suite has killed:',
  control: (why: string) =>
    `the unchanged solution did not pass among its mutants, so nothing of it is kept: ${why} (try a smaller --parallel)`,
  total: (all: Counts) => `All together: ${counts(all)}.`,
  written: (files: string) => `Written: ${files}`,
  noResults: 'There are no results to report on.',
  noResultsNext: `make some: ${command('mutants --write')}`,
  noReason: 'no test says why',
  notCompiled: (error: string) => `The mutants could not be compiled: ${error}`,
  report: {
    title: '# What the suites let live',
    intro:
      'Made by `workbook mutants --write` from `benchmarks/results/mutants.json` and [mutants.yaml](mutants.yaml). A mutant is a solution with one small ' +
      'change: an `await`, a call or an option less, another number, a comparison the other way round. The exercise’s suite runs on it and should fail. ' +
      'A mutant is equivalent where it still does all that the task asks for: a suite that rejected it would reject a right answer.',
    ran: (
      date: string,
      m: { cores: number; processor: string; memoryGB: number; system: string; node: string; kafka: string },
    ) =>
      `Newest run: ${date}, on ${m.cores} cores (${m.processor}), ${m.memoryGB} GB, ${m.system}, Node ${m.node}, Kafka ${m.kafka}.`,
    total: (all: Counts) => `**${counts(all)}.**`,
    columns: [
      'exercise',
      'client',
      'killed',
      'alive',
      'killed of the wrong ones',
      'equivalent',
      'do not compile',
      'run',
    ],
    sum: 'all',
    alive: 'Wrong, and alive',
    equivalent: 'Alive because they are equivalent',
    none: 'None.',
    line: (number: number) => `line ${number}`,
  },
} as const;
