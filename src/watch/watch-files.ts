// What the learner does to files, as events of the session.
import { join, resolve } from 'node:path';
import { watch } from 'chokidar';
import { exercisesOf, type Course, type ExerciseId } from '../course/course.ts';
import { progressPath } from '../progress/progress-file.ts';

// Files of one save (a formatter, a branch that is checked out) come together.
const togetherMs = 15;
const pollEveryMs = 300;

export interface FileNews {
  readonly saved: (exercises: readonly ExerciseId[]) => void;
  readonly deleted: (exercise: ExerciseId) => void;
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
  watcher.on('all', (event, path) => {
    const changed = resolve(path);
    if (changed === progress) return void news.progressChanged().catch(() => {});
    const role = roleOf(options.course(), changed);
    if (role === undefined) return changed.endsWith('.md') ? news.courseChanged() : undefined;
    return event === 'unlink' ? news.deleted(role) : savedTogether(role);
  });
  watcher.on('error', (error) => news.failed(error instanceof Error ? error : new Error(String(error))));
  await new Promise<void>((done) => watcher.once('ready', done));
  return { [Symbol.asyncDispose]: async () => watcher.close() };
}

const roleOf = (course: Course, path: string): ExerciseId | undefined =>
  exercisesOf(course).find(({ files }) => resolve(files.stub) === path)?.id;

function collect(tell: (exercises: readonly ExerciseId[]) => void): (exercise: ExerciseId) => void {
  const waiting = new Set<ExerciseId>();
  return (exercise) => {
    waiting.add(exercise);
    if (waiting.size > 1) return;
    setTimeout(() => {
      tell([...waiting]);
      waiting.clear();
    }, togetherMs);
  };
}
