import { expect, test } from 'vitest';
import { serverProperties } from './server-properties.ts';

const ports = { brokerPort: 1001, controllerPort: 1002 };

test('paths of Windows and of other alphabets reach Kafka as they are', () => {
  const text = serverProperties({ ...ports, dataFolder: 'C:\\Users\\Zoë\\data' });
  expect(text).toContain('log.dirs=C:\\\\Users\\\\Zo\\u00eb\\\\data\n');
});

test('a further listener is advertised and has its own settings', () => {
  const text = serverProperties({
    ...ports,
    dataFolder: '/data',
    extraListeners: [
      { name: 'SECURE', port: 1003, protocol: 'SASL_SSL', settings: { 'ssl.client.auth': 'requested' } },
    ],
  });
  expect(text).toContain('advertised.listeners=PLAINTEXT://127.0.0.1:1001,SECURE://127.0.0.1:1003\n');
  expect(text).toMatch(/^listener\.security\.protocol\.map=.*SECURE:SASL_SSL$/m);
  expect(text).toContain('listener.name.secure.ssl.client.auth=requested\n');
});
