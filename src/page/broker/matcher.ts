import type { LoggedRecord } from './record-log.ts';

/**
 * Whether a record is meant by a query: its key, value or a header holds the text, whatever the case; a number is also an
 * offset, and `offset:7`, `key:a` and `value:b` mean one of them alone. Of long texts the log keeps the beginning.
 */
export function matcher(query: string): (record: LoggedRecord) => boolean {
  const [, field, rest = ''] = /^(offset|key|value):(.*)$/s.exec(query.trim()) ?? [];
  const wanted = (field ? rest : query).trim().toLowerCase();
  const holds = (text: string | null): boolean => text?.toLowerCase().includes(wanted) ?? false;
  const isAt = ({ offset }: LoggedRecord): boolean => String(offset) === wanted;
  if (wanted === '') return () => false;
  if (field === 'offset') return isAt;
  if (field === 'key') return ({ key }) => holds(key);
  if (field === 'value') return ({ value }) => holds(value);
  return (record) =>
    isAt(record) ||
    holds(record.key) ||
    holds(record.value) ||
    record.headers.some(([name, value]) => holds(name) || holds(value));
}
