import { recordProgress } from '../progress/progress-file.ts';
import type { Progress, ProgressEvent } from '../progress/progress.ts';

export interface ProgressSaver {
  save(event: ProgressEvent): void;
  /** Whether events wait to be written. */
  readonly busy: boolean;
  /** Resolves when all that could be written is written. */
  settled(): Promise<void>;
}

export interface SavedNews {
  /** The file's progress after the last event, with what other processes recorded. */
  readonly saved: (progress: Progress) => void;
  /** What happened to the progress file. */
  readonly damaged: (sentence: string) => void;
  readonly failed: (error: unknown) => void;
}

/** Writes events one after the other. What cannot be written is kept and tried again with the next event. */
export function createProgressSaver(folder: string, news: SavedNews): ProgressSaver {
  let waiting: ProgressEvent[] = [];
  let writing: Promise<void> | undefined;
  async function write(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      try {
        const { progress, damage } = await recordProgress(folder, batch);
        waiting = waiting.slice(batch.length);
        if (damage !== undefined) news.damaged(damage);
        if (waiting.length === 0) news.saved(progress);
      } catch (error) {
        news.failed(error);
        return;
      }
    }
  }
  return {
    save(event) {
      waiting = [...waiting, event];
      writing ??= write().finally(() => {
        writing = undefined;
      });
    },
    get busy() {
      return waiting.length > 0;
    },
    async settled() {
      await writing;
    },
  };
}
