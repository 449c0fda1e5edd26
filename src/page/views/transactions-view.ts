import type { TransactionState } from '../../kafka/transactions.ts';
import { runName } from '../broker/run-name.ts';
import { text } from '../words.ts';
import { html, type Html } from '../html.ts';

/** What every transactional producer is doing, as its coordinator knows it. */
export function transactionsView(transactions: readonly TransactionState[]): Html {
  if (transactions.length === 0) return html`<p class="empty">${text.broker.noTransactions}</p>`;
  const { columns } = text.broker;
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${text.broker.transactions}">
    <table>
      <thead>
        <tr>
          <th>${columns.transaction}</th>
          <th class="number">${columns.producer}</th>
          <th>${columns.state}</th>
        </tr>
      </thead>
      <tbody>
        ${transactions
          .toReversed()
          .slice(0, 50)
          .map(
            ({ id, producerId, state }) =>
              html`<tr data-key="${id}">
                <td title="${id}">${runName(id).short}</td>
                <td class="number">${producerId}</td>
                <td>${text.broker.transactionStates[state] ?? state}</td>
              </tr>`,
          )}
      </tbody>
    </table>
  </div>`;
}
