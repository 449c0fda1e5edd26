import { describe, expect, it } from 'vitest';
import { chapterTable, judgeChapter, loadChapterTable } from './chapter.ts';
import { featureTitles } from '../features/words.ts';
import { features } from '../features/features.ts';
import { matrixSchema, type Cell, type Matrix } from '../results/result.ts';
import { mergeMatrix, whyPartial } from '../results/merge.ts';
import { figureColumns } from './columns.ts';
import { interopTable, matrixTables } from './feature-tables.ts';
import { toAlignedMarkdown, toMarkdown } from './table.ts';

const rival = (name: string) => {
  const [language = '', ...rest] = name.split('-');
  const known = { package: 'p', version: '1.0.0', released: '2026-01-01', maintained: 'slow', engine: 'e' } as const;
  return { name, language, client: rest.join('-'), ...known, sources: [], loaded: null, runtime: null };
};

const works = (client: string, feature: string): Cell => ({
  client,
  feature,
  outcome: 'works',
  seconds: 0.1,
  checked: 'seen',
});

function matrixOf(cells: Cell[]): Matrix {
  const machine = { cores: 2, processor: 'p', memoryGB: 24, system: 's', node: '24', load: 0 };
  const head = {
    kind: 'matrix',
    formatVersion: 1,
    date: '2026-11-22',
    partial: null,
    kafka: '4.4.0',
    registry: 'none',
  };
  const clients = [...new Set(cells.map(({ client }) => client))].map(rival);
  return matrixSchema.parse({ ...head, machine, clients, broken: [], cells });
}

describe('the table of a matrix', () => {
  it('has one table a language and a column a client, with the package that a cell needs', () => {
    const at = { client: 'go-b', feature: 'gzip', seconds: 0.1, checked: 'seen' };
    const extra: Cell = { ...at, outcome: 'works-with-extra', extra: ['zip 1'] };
    const [node, go] = matrixTables(matrixOf([works('node-a', 'gzip'), extra, works('go-b', 'connect')]));
    expect(node).toMatchObject({ caption: 'Node.js', columns: ['Feature', 'a'] });
    expect(go?.rows).toContainEqual(['gzip', 'yes, with zip 1']);
    expect(go?.rows).toContainEqual(['Maintained (last release)', 'slowly (2026-01-01)']);
    expect(node?.rows).toContainEqual(['Connects and reads metadata', '–']);
  });

  it('says that a client which connects but cannot write does not work with the broker', () => {
    const failed: Cell = {
      client: 'node-a',
      feature: 'producer',
      outcome: 'fails',
      seconds: 1,
      error: 'socket closed',
    };
    const [node] = matrixTables(matrixOf([works('node-a', 'connect'), failed]));
    expect(node?.rows).toContainEqual(['Works with this broker', 'fails']);
  });

  it('keeps bars and line breaks from breaking Markdown', () => {
    expect(toMarkdown({ caption: '', columns: ['a|b'], rows: [['c\nd']] })).toBe('| a\\|b |\n| --- |\n| c d |');
  });

  it('has figures on the right, and in a terminal columns of one width', () => {
    const table = {
      caption: '',
      columns: ['who', 'figure'],
      rows: [['node', '1,000'], ['go'], ['c', '7', 'x']],
    };
    expect(toMarkdown(table).split('\n')).toEqual([
      '| who | figure |',
      '| --- | --: |',
      '| node | 1,000 |',
      '| go |  |',
      '| c | 7 |',
    ]);
    expect(toAlignedMarkdown(table).split('\n')).toEqual([
      '| who  | figure |',
      '| ---- | -----: |',
      '| node |  1,000 |',
      '| go   |        |',
      '| c    |      7 |',
    ]);
  });

  it('names every feature that is run', () => {
    expect(features.map(({ name }) => name).filter((name) => !(name in featureTitles))).toEqual([]);
  });
});

const find = (cells: ReturnType<typeof judgeChapter>, row: string, column: string) =>
  cells.find((cell) => cell.row === row && cell.column === column);

describe('the chapter', () => {
  const chapter = loadChapterTable();

  it('asks only for features that are run', () => {
    const known = new Set(features.map(({ name }) => name));
    expect(chapter.rows.flatMap(({ tests }) => tests).filter((test) => !known.has(test))).toEqual([]);
  });

  it('holds only where every client that it names can do all of the row', () => {
    const dead: Cell = { client: 'python-pykafka', feature: 'producer', outcome: 'fails', seconds: 1, error: 'no' };
    const cells = judgeChapter(
      chapter,
      matrixOf([works('python-kafka-python', 'producer'), dead, works('go-sarama', 'producer')]),
    );
    expect(find(cells, 'Producer', 'Python')).toMatchObject({ verdict: 'for-some' });
    expect(find(cells, 'Producer', 'Go')).toMatchObject({ verdict: 'holds' });
    expect(find(cells, 'Producer', '.NET')).toMatchObject({ verdict: 'not-run' });
  });

  it('says of clients that nobody ran only that', () => {
    const [producer] = chapterTable(chapter, matrixOf([])).rows;
    expect(producer).toEqual(['Producer', 'not run', 'not run', 'not run', 'not run']);
  });
});

describe('the table of who understands whom', () => {
  it('has writers down and readers across', () => {
    const row = { set: 'none', differs: {} };
    const table = interopTable(
      {
        reads: [
          { ...row, writer: 'a', reader: 'b', outcome: 'same' },
          { ...row, writer: 'a', reader: 'c', outcome: 'fails', reason: 'no' },
        ],
      },
      'none',
    );
    expect(table.rows).toEqual([['a', 'same', 'fails']]);
    expect(table.columns.slice(1)).toEqual(['b', 'c']);
  });
});

describe('a part that is run again', () => {
  it('takes its place in the result of the day, and what is still missing is said', () => {
    const earlier = matrixOf([works('go-b', 'gzip'), works('node-a', 'gzip')]);
    const failed: Cell = { client: 'node-a', feature: 'gzip', outcome: 'fails', seconds: 1, error: 'no' };
    const merged = mergeMatrix(earlier, matrixOf([failed]));
    expect(merged.cells).toEqual([works('go-b', 'gzip'), failed]);
    expect(merged.clients.map(({ name }) => name)).toEqual(['go-b', 'node-a']);
    expect(mergeMatrix({ ...earlier, date: '2026-01-01' }, merged)).toEqual(merged);
    const elsewhere = { ...merged, machine: { ...merged.machine, cores: 99 } };
    expect(mergeMatrix(earlier, elsewhere)).toEqual(elsewhere);
    const unrun: Cell = { client: 'node-a', feature: 'gzip', outcome: 'not-run', reason: 'no network' };
    expect(mergeMatrix(earlier, matrixOf([unrun])).cells).toEqual(earlier.cells);
    const wanted = { clients: ['go-b', 'node-a', 'java-c'], features: ['gzip', 'zstd'] };
    expect(whyPartial(merged, wanted)).toBe('go-b is without zstd; node-a is without zstd; java-c is not in it');
    expect(whyPartial(merged, { ...wanted, clients: ['go-b'], features: ['gzip'] })).toBeNull();
  });
});

describe('columns', () => {
  it('of figures stand to the right, of words to the left; a reason in place of figures changes nothing', () => {
    const rows = [
      ['a', 'fast', '1,204', 'no difference (0.90–1.50)', 'the ratio holds'],
      ['b', 'fast', '', '÷ 30 (26–39)', ''],
      ['c', 'fast', 'was killed'],
    ];
    const columns = ['client', 'style', 'records', '× Java', 'verdict'];
    expect(figureColumns(columns, rows)).toEqual([false, false, true, true, false]);
  });
});
