import { expect, test } from 'vitest';
import { startOrder, whyTaken } from './find-broker.ts';
import { embeddedSettings, serverProperties } from './server-properties.ts';

test('the container comes first on Windows, where the embedded broker can do less', () => {
  expect(startOrder('win32')).toEqual(['container', 'embedded']);
  expect(startOrder('darwin')).toEqual(['embedded', 'container']);
  expect(startOrder('linux')).toEqual(['embedded', 'container']);
});

test('on Windows an embedded broker deletes, compacts and shortens nothing; elsewhere it does', () => {
  const options = { dataFolder: 'C:\\workbook', brokerPort: 1, controllerPort: 2 };
  const windows = serverProperties({ ...options, platform: 'win32' });
  expect(windows).toMatch(/^delete\.topic\.enable=false$/m);
  expect(windows).toMatch(/^log\.cleaner\.enable=false$/m);
  expect(windows).toMatch(/^log\.retention\.ms=-1$/m);
  expect(serverProperties({ ...options, platform: 'linux' })).not.toMatch(/delete\.topic|cleaner\.enable|retention/);
  expect(embeddedSettings('win32')).not.toEqual(embeddedSettings('linux'));
});

const order = ['given', 'running', 'embedded', 'container'] as const;
const taken = (source: (typeof order)[number], ...reasons: string[]) => ({
  broker: {
    source,
    connection: { brokers: ['127.0.0.1:1'] },
    clusterId: 'id',
    kafkaVersion: undefined,
    label: 'a broker',
    env: {},
    lost: new AbortController().signal,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  },
  passedOver: reasons.map((reason, at) => ({ source: order[at] ?? 'given', reason, next: '' })),
});

test('whoever takes a broker can say why that one', () => {
  expect(whyTaken(taken('running'), ['running'])).toBe('--broker running asks for it');
  expect(whyTaken(taken('given'), order)).toBe('KAFKA_BOOTSTRAP_SERVERS names it');
  expect(whyTaken(taken('embedded', 'no address', 'nothing runs'), order)).toBe('no address; nothing runs');
});
