// Does what a step of the session asks for, and answers with events.
import { statSync } from 'node:fs';
import { learnersFile } from '../course/answer.ts';
import { exerciseById, type Course, type Exercise } from '../course/course.ts';
import { workFile, workOf, type WorkKey } from '../course/work.ts';
import { resetExercise, undoReset } from '../progress/attempts.ts';
import { suiteDamage } from '../progress/originals.ts';
import { whyNotWritten } from '../text/file-trouble.ts';
import { WorkbookError } from '../workbook-error.ts';
import type { BrokerKeeper } from './keep-broker.ts';
import type { ProgressSaver } from './save-progress.ts';
import type { Effect, Session } from './session.ts';

export interface World {
  /** The learner's own folder. */
  readonly state: string;
  readonly course: () => Course;
  readonly keeper: BrokerKeeper;
  readonly saver: ProgressSaver;
}

/** Performs the effects of one session. */
export class EffectPerformer {
  readonly #world: World;
  readonly #runs = new Map<number, AbortController>();
  /** What a reset or its undoing wrote, and when by the file's own clock. */
  readonly #written = new Map<WorkKey, number | undefined>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Begins what the effect asks for; how it went comes back as events. */
  perform(effect: Effect, session: Session): void {
    const { saver, keeper } = this.#world;
    switch (effect.type) {
      case 'grade':
        void this.#grade(effect, session);
        break;
      case 'abort-run':
        this.#runs.get(effect.run)?.abort();
        break;
      case 'save-progress':
        saver.save(effect.event);
        break;
      case 'restore-stub':
        void this.#restore('was-reset', effect.work, session);
        break;
      case 'bring-back-attempt':
        void this.#restore('was-undone', effect.work, session);
        break;
      case 'find-broker':
        keeper.find();
        break;
      case 'end':
        break;
    }
  }

  /** Ends the runs that go on. */
  abort(): void {
    for (const stop of this.#runs.values()) stop.abort();
  }

  /** Whether the learner's files are all still as a reset or its undoing has left them. */
  hasWritten(works: readonly WorkKey[]): boolean {
    return works.every((work) => this.#written.has(work) && this.#written.get(work) === this.#changedAt(work));
  }

  #find(work: WorkKey): Exercise | undefined {
    return exerciseById(this.#world.course(), workOf(work).exercise);
  }

  #changedAt(work: WorkKey): number | undefined {
    const exercise = this.#find(work);
    return exercise && statSync(workFile(exercise, work), { throwIfNoEntry: false })?.mtimeMs;
  }

  async #grade({ run, work }: Extract<Effect, { type: 'grade' }>, session: Session): Promise<void> {
    const { keeper } = this.#world;
    const exercise = this.#find(work);
    if (!exercise || !keeper.grader) return;
    if (exercise.trouble) return session.dispatch({ type: 'run-failed', run, detail: exercise.trouble.message });
    const stop = new AbortController();
    this.#runs.set(run, stop);
    try {
      // Beside the run: git is asked, and no verdict waits for it.
      const looked = suiteDamage(this.#world.state, exercise).catch(() => undefined);
      const result = await keeper.grader.grade({
        exercise,
        subject: learnersFile(workFile(exercise, work)),
        signal: stop.signal,
        onTest: (test) => session.dispatch({ type: 'test-finished', run, test }),
        onPhase: (phase) => session.dispatch({ type: 'phase', run, phase }),
      });
      const damage = await looked;
      if (damage !== undefined) session.dispatch({ type: 'effect-failed', detail: damage });
      if (stop.signal.aborted) return;
      // A broker that went away is no verdict: the session waits for another one, and runs again.
      if (result.status !== 'passed' && !(await keeper.check())) return;
      session.dispatch({ type: 'run-finished', run, result, at: new Date().toISOString() });
    } catch (error) {
      session.dispatch({ type: 'run-failed', run, detail: String(error) });
    } finally {
      this.#runs.delete(run);
    }
  }

  async #restore(type: 'was-reset' | 'was-undone', work: WorkKey, session: Session): Promise<void> {
    const exercise = this.#find(work);
    if (!exercise) return;
    try {
      const restore = type === 'was-reset' ? resetExercise : undoReset;
      const { kept, isOriginal } = await restore(this.#world.state, exercise, work);
      this.#written.set(work, this.#changedAt(work));
      session.dispatch({ type: isOriginal ? 'was-reset' : 'was-undone', work, kept: kept !== undefined });
    } catch (error) {
      const detail = error instanceof WorkbookError ? error.message : whyNotWritten(error);
      session.dispatch({ type: 'effect-failed', detail });
    }
  }
}
