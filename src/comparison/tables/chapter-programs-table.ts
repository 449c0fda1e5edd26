// What became of the chapter's own programs, as a table for the lesson. Pure.
import type { ChapterPrograms, Facts } from '../chapter-programs/chapter-programs.ts';
import { text } from './words.ts';
import type { Table } from './table.ts';

/** As the chapter does it, what happened, mended: a row for each case. */
export function chapterProgramsTable({ rows }: ChapterPrograms): Table {
  const { caption, columns, does } = text.chapterPrograms;
  return {
    caption,
    columns,
    rows: rows.map((row) => [does[row.case], wordsOf(row.asWritten), wordsOf(row.mended)]),
  };
}

function wordsOf({ failed, committed, code, membersLeft, deadFor }: Facts): string {
  const { said } = text.chapterPrograms;
  const members = membersLeft === undefined ? [] : [said.membersLeft(membersLeft)];
  const dead = deadFor === undefined ? members : members.map((words) => `${words} ${said.deadFor(deadFor)}`);
  return [
    ...(failed === undefined ? [] : [said.failed(failed)]),
    ...(committed === undefined ? [] : [said.committed(committed)]),
    ...(code === undefined ? [] : [said.code(code)]),
    ...dead,
  ].join(', ');
}
