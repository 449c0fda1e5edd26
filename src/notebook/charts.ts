// The charts that notebooks draw again and again; for any other there is `chart`.
import { chart } from './chart.ts';
import { text } from './words.ts';

interface Drawing {
  /** What is to be seen, as a sentence. */
  readonly title: string;
  readonly rows: readonly object[];
  /** Field that parts the chart into one below the other, each with a scale of its own. */
  readonly each?: string;
}

/** Bars side by side: `x` names the group, `by` the bars in it, `y` is their height. */
export function bars({ title, rows, each, x, y, by }: Drawing & { x: string; y: string; by: string }): void {
  chart({
    title,
    data: { values: rows },
    mark: 'bar',
    height: 120,
    encoding: {
      ...parted(rows, each),
      x: { field: x, type: 'ordinal', axis: { labelAngle: 0 } },
      xOffset: { field: by, sort: null },
      y: { field: y, type: 'quantitative' },
      color: { field: by, title: null, sort: null, legend: { orient: 'top' } },
      tooltip: [{ field: by }, { field: x }, { field: y, format: '.1f' }],
    },
    resolve: { scale: { y: 'independent' } },
  });
}

/** Bars that begin and end at a time: `label` names them, `from` and `to` are milliseconds. */
export function spans({ title, rows, each, label }: Drawing & { label: string }): void {
  chart({
    title,
    data: { values: rows },
    mark: { type: 'bar', height: 12 },
    encoding: {
      ...parted(rows, each),
      y: { field: label, title: null, sort: null },
      x: { field: 'from', type: 'quantitative', title: text.live.sinceStart },
      x2: { field: 'to' },
      tooltip: [{ field: label }, { field: 'from', format: '.1f' }, { field: 'to', format: '.1f' }],
    },
    resolve: { scale: { y: 'independent' } },
  });
}

/** Moments on a line of time: `label` names the line, `at` is milliseconds. */
export function dots({ title, rows, label, at }: Drawing & { label: string; at: string }): void {
  chart({
    title,
    data: { values: rows },
    mark: { type: 'point', filled: true, size: 80, opacity: 1 },
    encoding: {
      y: { field: label, title: null, sort: null },
      x: { field: at, type: 'quantitative' },
      color: { field: label, sort: null, legend: null },
      tooltip: [{ field: label }, { field: at, format: '.0f' }],
    },
  });
}

// In the order of the rows: Vega-Lite would put the parts in alphabetical order.
function parted(rows: readonly object[], field: string | undefined) {
  if (field === undefined) return {};
  const sort = [...new Set(rows.map((row): unknown => Reflect.get(row, field)))];
  return { row: { field, title: null, sort } };
}

interface Ranges {
  /** What is to be seen, as a sentence. */
  readonly title: string;
  readonly rows: readonly { readonly median: number; readonly least: number; readonly most: number }[];
  /** Field that names the row. */
  readonly label: string;
  /** Field that tells lines of one row apart, by colour. */
  readonly by?: string;
  /** What the numbers are. */
  readonly unit: string;
  /** Each step of the axis is ten times the one before. */
  readonly log?: boolean;
  /** A number to hold the others against, such as 1 for ratios. */
  readonly mark?: number;
}

/** A dot at the median of each row, on a line from its least to its most. */
export function ranges({ title, rows, label, by, unit, log = false, mark }: Ranges): void {
  const lines = {
    y: { field: label, title: null, sort: null },
    ...(by !== undefined && {
      yOffset: { field: by, sort: null },
      color: { field: by, title: null, sort: null, legend: { orient: 'top' } },
    }),
  };
  const axis = { type: 'quantitative', title: unit, scale: log ? { type: 'log' } : { zero: true } };
  const names = by === undefined ? [label] : [label, by];
  const figures = ['median', 'least', 'most'].map((field) => ({ field, format: '.3~s' }));
  chart({
    title,
    data: { values: rows },
    height: { step: by === undefined ? 28 : 16 },
    config: { axisY: { labelLimit: 240 } },
    layer: [
      ...(mark === undefined ? [] : [markAt(mark)]),
      {
        mark: { type: 'rule', strokeWidth: 2 },
        encoding: { ...lines, x: { field: 'least', ...axis }, x2: { field: 'most' } },
      },
      {
        mark: { type: 'point', filled: true, size: 80, opacity: 1 },
        encoding: {
          ...lines,
          x: { field: 'median', ...axis },
          tooltip: [...names.map((field) => ({ field })), ...figures],
        },
      },
    ],
  });
}

const markAt = (mark: number): object => ({
  data: { values: [{}] },
  mark: { type: 'rule', strokeDash: [4, 4], color: 'grey' },
  encoding: { x: { datum: mark, type: 'quantitative' } },
});
