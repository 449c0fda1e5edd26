// The first question of a login, which a listener answers before anybody has logged in.
import { apiKeys } from '../frames/api-names.ts';
import { errorName } from '../errors.ts';
import { Writer } from '../frames/writer.ts';
import type { KafkaRequest } from './request.ts';

/** Asks a listener for the mechanisms by which one logs in there; undefined where it takes no login. */
export const loginMechanisms: KafkaRequest<readonly string[] | undefined> = {
  api: 'SaslHandshake',
  apiKey: apiKeys.saslHandshake,
  apiVersion: 1,
  flexible: false,
  // Whether it is one of them or not, the answer names them all.
  body: new Writer().string('PLAIN', false).bytes(),
  read(answer) {
    const error = errorName(answer.int16());
    const mechanisms = answer.array(false, () => answer.string(false) ?? '');
    return error === 'ILLEGAL_SASL_STATE' ? undefined : mechanisms;
  },
};
