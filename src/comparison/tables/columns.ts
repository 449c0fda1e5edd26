// Which columns of a table hold figures: they stand to the right. Pure.

/** For each column of the head whether it holds figures; rows that are shorter than the head (a reason in place of figures) do not count. */
export function figureColumns(head: readonly string[], rows: readonly (readonly string[])[]): boolean[] {
  const whole = rows.filter((row) => row.length === head.length);
  return head.map((_, at) => {
    const cells = whole.map((row) => row[at] ?? '');
    return cells.some((cell) => /\d/.test(cell)) && cells.every(isFigure);
  });
}

// `1,263,525`, `÷ 30 (26–39)`, `no difference (0.54–2.23)`, nothing.
const isFigure = (cell: string): boolean => /^(no difference\b.*|(÷ )?\d[\d,.–() ]*|–|)$/.test(cell);
