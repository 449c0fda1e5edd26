import { isRefusal } from '../lab/broker/sweep.ts';

interface DeletesTopics {
  deleteTopics(options: { topics: string[] }): Promise<unknown>;
}

/**
 * Deletes topics with either client's admin. Where the broker refuses, as the workbook's own does on Windows, they stay
 * until it ends, and nothing is amiss.
 */
export async function removeTopics(admin: DeletesTopics, topics: readonly string[]): Promise<void> {
  try {
    if (topics.length > 0) await admin.deleteTopics({ topics: [...topics] });
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}
