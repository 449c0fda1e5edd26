// The sentences of English that stand outside of a catalogue, each with its reason.

export interface Exception {
  readonly file: string;
  readonly why: string;
  /** How they begin; all of the file where not said. */
  readonly begin?: readonly string[];
}

export const exceptions: readonly Exception[] = [
  { file: 'bin/workbook.mjs', why: 'said by a Node that is too old to load a catalogue' },
  { file: 'src/commands/teach/exercise-templates.ts', why: 'the beginnings of content, in its language' },
  { file: 'src/setup/lock-jars.ts', why: 'a script of authors, which no command runs' },
  { file: 'src/setup/lock-java.ts', why: 'a script of authors, which no command runs' },
  { file: 'src/grading/ending-message.ts', begin: ['heap out of memory'], why: "V8's words" },
  { file: 'exercises/08-configuration/03-choose-a-codec.test.ts', begin: ['compression not'], why: "kafkajs's words" },
  { file: 'src/testkit/user.ts', begin: ['secret of'], why: 'a password' },
  { file: 'src/comparison/features/cases.ts', why: 'data of records' },
  { file: 'src/comparison/chapter-programs/run-case.ts', begin: ['not json'], why: 'data of records' },
  { file: 'exercises/01-connections/05-stop-cleanly.test.ts', begin: ['a parcel for'], why: 'data of records' },
  {
    file: 'exercises/06-errors/03-keep-order-while-retrying.test.ts',
    begin: ['ben-flaky is', '… is'],
    why: 'data of a story',
  },
  { file: 'exercises/06-errors/06-notice-that-it-has-stopped.test.ts', begin: ['no JSON'], why: 'data of records' },
  { file: 'exercises/13-client-comparison/02-make-it-fair.test.ts', begin: ['reading …'], why: 'data of records' },
  { file: 'exercises/02-producers/01-write-a-record.test.ts', begin: ['red, not'], why: 'data of records' },
  {
    file: 'exercises/06-errors/03-keep-order-while-retrying.test.ts',
    begin: ['… is done', 'ben-flaky is done'],
    why: 'values that the suite compares',
  },
  { file: 'exercises/06-errors/06-notice-that-it-has-stopped.test.ts', begin: ['no JSON'], why: 'data of records' },
  {
    file: 'exercises/07-delivery-guarantees/05-empty-the-outbox.test.ts',
    begin: ['\n      CREATE TABLE', 'CREATE TRIGGER', 'SELECT id'],
    why: 'SQL',
  },
  { file: 'exercises/08-configuration/05-fetch-a-backlog.test.ts', begin: ['one more'], why: 'data of records' },
  // The kernel is a CommonJS package of its own: it takes no catalogue of the workbook's.
  { file: 'kernel/apply-edits.cjs', why: 'said by the kernel, for who has changed the version of tslab' },
  { file: 'kernel/versions.cjs', why: 'said by the kernel, where its packages are of another version' },
  { file: 'kernel/clean-up.cjs', why: 'said by the kernel' },
  { file: 'kernel/outbox.cjs', why: 'said by the kernel, in its log' },
  { file: 'kernel/server.cjs', why: 'said by the kernel, in its log' },
  { file: 'kernel/handler.cjs', why: 'said by the kernel: names and versions' },
  { file: 'kernel/traceback.cjs', why: 'said by the kernel, of cells that went wrong' },
  { file: 'kernel/edits.cjs', why: "reasons for developers, and tslab's code" },
];

/** Files that take English itself, because what they write is published: in English, whatever their author's workbook speaks. */
export const published: readonly string[] = [
  'src/course/coverage.ts',
  'src/mutants/report.ts',
  'src/commands/compare/bench.ts',
  'src/comparison/contract/outcome.ts',
  'src/comparison/contract/run-client.ts',
  'src/comparison/features/cases.ts',
  'src/comparison/features/cell-of.ts',
  'src/comparison/features/check-events.ts',
  'src/comparison/features/check-groups.ts',
  'src/comparison/features/check-records.ts',
  'src/comparison/features/interop-log.ts',
  'src/comparison/features/run-cell.ts',
  'src/comparison/features/stage.ts',
  'src/comparison/tables/lesson-figures.ts',
  'src/comparison/tables/write-lesson-tables.ts',
];
