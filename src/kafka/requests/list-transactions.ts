// ListTransactions (KIP-664), which no Node client has: what every transactional producer is doing now.
import { apiKeys } from '../frames/api-names.ts';
import { failOn } from '../errors.ts';
import { Writer } from '../frames/writer.ts';
import type { KafkaRequest } from './request.ts';

export interface TransactionState {
  readonly id: string;
  readonly producerId: string;
  /** `Empty`, `Ongoing`, `PrepareCommit`, `PrepareAbort`, `CompleteCommit`, `CompleteAbort`, `Dead`. */
  readonly state: string;
}

/** Asks a broker for all transactions that it coordinates. An error of the broker is thrown as a `BrokerError`. */
export const listTransactions: KafkaRequest<TransactionState[]> = {
  api: 'ListTransactions',
  apiKey: apiKeys.listTransactions,
  apiVersion: 0,
  flexible: true,
  // Filters by state and by producer: none.
  body: new Writer().uvarint(1).uvarint(1).tags(true).bytes(),
  read(answer) {
    answer.int32(); // throttleTime
    failOn('ListTransactions', answer.int16());
    answer.array(true, () => answer.string(true)); // filters that the broker does not know
    return answer.array(true, () => {
      const id = answer.string(true) ?? '';
      const transaction = { id, producerId: String(answer.int64()), state: answer.string(true) ?? '' };
      answer.tags(true);
      return transaction;
    });
  },
};
