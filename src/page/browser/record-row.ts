/** Address, time, topic and partition, offset, key, value, headers, outcome of its transaction. */
export type Row = readonly [
  address: string,
  time: string,
  place: string,
  offset: number,
  key: string | null,
  value: string | null,
  headers: readonly (readonly [string, string | null])[],
  outcome: string,
];

/** A row of the list; without a record it is a gap that fills soon. All contents are set as text. */
export function createRow(record: Row | undefined, texts: DOMStringMap): HTMLElement {
  const row = document.createElement('div');
  row.className = 'row';
  row.setAttribute('role', 'row');
  if (!record) return row;
  const [address, time, place, offset, key, value, headers, outcome] = record;
  row.dataset['address'] = address;
  row.classList.add(outcome);
  const [noKey = '', tombstone = ''] = nullTexts(outcome, texts);
  const shown = headers.map(([name, text]) => `${name}: ${text}`).join(', ');
  row.append(
    cell(time, 'time'),
    cell(place, 'place'),
    cell(String(offset), 'offset'),
    key === null ? cell(noKey, 'none') : cell(key, 'key'),
    valueCell(value, tombstone, JSON.parse(texts['outcomes'] ?? '{}')[outcome] ?? ''),
    cell(shown, 'headers'),
  );
  return row;
}

// A marker has neither key nor value, and that says nothing.
const nullTexts = (outcome: string, texts: DOMStringMap): readonly string[] =>
  outcome === 'commit' || outcome === 'abort' ? [] : JSON.parse(texts['null'] ?? '[]');

function valueCell(value: string | null, tombstone: string, outcome: string): HTMLElement {
  const made = value === null ? cell(tombstone, 'none') : cell(value, 'value');
  if (outcome) {
    const badge = document.createElement('span');
    badge.className = 'outcome';
    badge.textContent = outcome;
    made.prepend(badge, ' ');
  }
  return made;
}

function cell(text: string, name: string): HTMLElement {
  const made = document.createElement('div');
  made.setAttribute('role', 'gridcell');
  made.className = name;
  made.textContent = text;
  return made;
}
