// Questions that only a broker answers without an error which is ready for them. No client library asks "is this coordinator
// loaded?" without joining a group or beginning a transaction, and their retries wait 300 ms where a starting broker needs 10.
import { apiKeys } from '../frames/api-names.ts';
import type { Cursor } from '../frames/cursor.ts';
import { errorCode } from '../errors.ts';
import { Writer } from '../frames/writer.ts';
import type { KafkaRequest } from './request.ts';

/** A request of which only the error code counts: 0 where the broker serves it. */
export type Probe = KafkaRequest<number>;

export const apiVersions: Probe = {
  api: 'ApiVersions',
  apiKey: apiKeys.apiVersions,
  apiVersion: 0,
  flexible: false,
  body: Buffer.alloc(0),
  read: (answer) => answer.int16(),
};

/** Asks for a block of producer ids, as an idempotent producer does. */
export const initProducerId: Probe = {
  api: 'InitProducerId',
  apiKey: apiKeys.initProducerId,
  apiVersion: 1,
  flexible: false,
  body: new Writer().string(undefined, false).int32(1_000).bytes(),
  read: behindThrottle,
};

export type CoordinatorKind = 'group' | 'transaction' | 'share';
const keyTypes: Readonly<Record<CoordinatorKind, number>> = { group: 0, transaction: 1, share: 2 };

/** Asks who coordinates a key. The broker makes the internal topic of that kind when it is missing. */
export function findCoordinator(kind: CoordinatorKind, key: string): Probe {
  return {
    api: 'FindCoordinator',
    apiKey: apiKeys.findCoordinator,
    apiVersion: 6,
    flexible: true,
    body: new Writer().int8(keyTypes[kind]).uvarint(2).string(key, true).tags(true).bytes(),
    read(answer) {
      answer.int32(); // throttle
      const [error = 0] = answer.array(true, () => coordinatorError(answer));
      return error;
    },
  };
}

function coordinatorError(answer: Cursor): number {
  answer.string(true); // key
  answer.int32(); // node id
  answer.string(true); // host
  answer.int32(); // port
  const error = answer.int16();
  answer.string(true); // message
  answer.tags(true);
  return error;
}

/** An unknown group is no error, if its coordinator is loaded. */
export function describeGroup(groupId: string): Probe {
  return {
    api: 'DescribeGroups',
    apiKey: apiKeys.describeGroups,
    apiVersion: 0,
    flexible: false,
    body: new Writer().int32(1).string(groupId, false).bytes(),
    read: behindThrottle, // where version 0 has the length of its list
  };
}

/** An unknown transactional id is the wanted answer: only a loaded coordinator knows that it is unknown. */
export function describeTransaction(transactionalId: string): Probe {
  return {
    api: 'DescribeTransactions',
    apiKey: apiKeys.describeTransactions,
    apiVersion: 0,
    flexible: true,
    body: new Writer().uvarint(2).string(transactionalId, true).tags(true).bytes(),
    read(answer) {
      answer.int32(); // throttle
      answer.uvarint(); // one transaction
      const error = answer.int16();
      return error === errorCode('TRANSACTIONAL_ID_NOT_FOUND') ? 0 : error;
    },
  };
}

function behindThrottle(answer: Cursor): number {
  answer.int32();
  return answer.int16();
}

/** Asks for the cluster's id. */
export const describeCluster: KafkaRequest<string> = {
  api: 'DescribeCluster',
  apiKey: apiKeys.describeCluster,
  apiVersion: 0,
  flexible: true,
  body: new Writer().int8(0).tags(true).bytes(),
  read(answer) {
    answer.take(4 + 2); // throttle, error
    answer.string(true); // error message
    return answer.string(true) ?? '';
  },
};
