// What the learner does to files, as events of the session.
import { join, resolve } from 'node:path';
import { watch } from 'chokidar';
import { exercisesOf, type Course } from '../course/course.ts';
import { workFile, worksOf, type WorkKey } from '../course/work.ts';
import { progressPath } from '../progress/progress-file.ts';

// Files of one save (a formatter, a branch that is checked out) come together.
const togetherMs = 15;
const pollEveryMs = 300;

export interface FileNews {
  readonly saved: (works: readonly WorkKey[]) => void;
  readonly deleted: (work: WorkKey) => void;
  /** A lesson or task changed, came or went. */
  readonly courseChanged: () => void;
  /** Perhaps by this process itself. */
  readonly progressChanged: () => Promise<void>;
  /** Changes are not seen any more: too many watched files, a folder that went away. */
  readonly failed: (error: Error) => void;
}

export interface WatchOptions {
  /** Asked anew at each change. */
  readonly course: () => Course;
  /** The folder with the learner's progress. */
  readonly state: string;
  /** Look at files again and again, where the file system tells nothing (mounted drives, WSL2). */
  readonly poll: boolean;
}

/** Watches the course's files and the progress file until disposed; resolves when changes are seen. */
export async function watchFiles(options: WatchOptions, news: FileNews): Promise<AsyncDisposable> {
  const { root } = options.course();
  const progress = resolve(progressPath(options.state));
  const watcher = watch([join(root, 'exercises'), join(root, 'lessons'), progress], {
    ignoreInitial: true,
    usePolling: options.poll,
    interval: pollEveryMs,
  });
  const savedTogether = collect(news.saved);
  let reading = Promise.resolve();
  watcher.on('all', (event, path) => {
    const changed = resolve(path);
    if (changed === progress) return void (reading = readAgain(reading, news));
    const work = workAt(options.course(), changed);
    if (work === undefined) return changed.endsWith('.md') ? news.courseChanged() : undefined;
    return event === 'unlink' ? news.deleted(work) : savedTogether(work);
  });
  watcher.on('error', (error) => news.failed(error instanceof Error ? error : new Error(String(error))));
  await new Promise<void>((done) => watcher.once('ready', done));
  return {
    async [Symbol.asyncDispose]() {
      await watcher.close();
      // It may write: a damaged file is mended as it is read.
      await reading;
    },
  };
}

async function readAgain(before: Promise<void>, news: FileNews): Promise<void> {
  await before;
  await news.progressChanged().catch(() => {});
}

/** What the learner writes in the file at an absolute path; undefined where it is for something else. */
export function workAt(course: Course, path: string): WorkKey | undefined {
  for (const exercise of exercisesOf(course)) {
    const found = worksOf(exercise).find((work) => resolve(workFile(exercise, work)) === path);
    if (found !== undefined) return found;
  }
  return undefined;
}

function collect(tell: (works: readonly WorkKey[]) => void): (work: WorkKey) => void {
  const waiting = new Set<WorkKey>();
  return (work) => {
    waiting.add(work);
    if (waiting.size > 1) return;
    setTimeout(() => {
      tell([...waiting]);
      waiting.clear();
    }, togetherMs);
  };
}
