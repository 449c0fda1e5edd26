import { afterEach, expect, test, vi } from 'vitest';
import { catalogue, verbatim, type Translation } from './catalogue.ts';

const en = {
  greeting: 'Good day',
  many: (count: number, name: string) => `${count} records are in ${name}.`,
  states: { open: 'open', done: ['done', 'over'] },
};
const de: Translation<typeof en> = { greeting: 'Guten Tag', states: { open: 'offen' } };
const text = catalogue({ en, de });

afterEach(() => void vi.unstubAllEnvs());

test('Words are in the language of the moment in which they are read', () => {
  const said = ['en', 'de', 'en'].map((language) => {
    vi.stubEnv('WORKBOOK_LANGUAGE', language);
    return text.greeting;
  });
  expect(said).toEqual(['Good day', 'Guten Tag', 'Good day']);
});

test('English stands in for what a translation lacks, and for a language that there is not', () => {
  vi.stubEnv('WORKBOOK_LANGUAGE', 'de');
  expect([text.many(2, 'orders'), text.states]).toEqual([
    '2 records are in orders.',
    { open: 'offen', done: ['done', 'over'] },
  ]);
  vi.stubEnv('WORKBOOK_LANGUAGE', 'tlh');
  expect(text.states.open).toBe('open');
});

test('A catalogue is listed as a plain object is', () => {
  vi.stubEnv('WORKBOOK_LANGUAGE', 'de');
  expect(Object.keys(text)).toEqual(['greeting', 'many', 'states']);
  expect(Object.values(text)[0]).toBe('Guten Tag');
});

test('In the test language every letter of a word stands twice, and nothing else', () => {
  vi.stubEnv('WORKBOOK_LANGUAGE', 'xx');
  const doubled = catalogue({
    en: {
      ...en,
      command: `Stuck? ${verbatim('docker compose up')} helps.`,
      looks: 'See `a b`, {name}, https://a.example/b, docs/x.yaml, --port, max_lag, readAll, end() and .ts, per Kafka.',
      inner: (name: string) => `the reader of ${name}reader`,
    },
  });
  expect(doubled.greeting).toBe('GGoooodd ddaayy');
  expect(doubled.many(2, 'are in')).toBe('2 rreeccoorrddss are in are in.');
  expect(doubled.many(2, 'orders, or so')).toBe('2 rreeccoorrddss aarree iinn orders, or so.');
  expect(doubled.states).toEqual({ open: 'ooppeenn', done: ['ddoonnee', 'oovveerr'] });
  expect(doubled.command).toBe('SSttuucckk? docker compose up hheellppss.');
  expect(doubled.looks).toBe(
    'SSeeee `a b`, {name}, https://a.example/b, docs/x.yaml, --port, max_lag, readAll, end() aanndd .ts, ppeerr Kafka.',
  );
  expect(doubled.inner('a ')).toBe('tthhee rreeaaddeerr ooff a rreeaaddeerr');
});
