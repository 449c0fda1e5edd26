import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { learnersFile } from '../../course/answer.ts';
import { createGrader } from '../../grading/grader.ts';
import { wireTap } from '../../lab/door/wire-tap.ts';
import { bundleText } from '../../text/words.ts';
import { fileLink } from '../../text/file-link.ts';
import type { Context, ExitCode } from '../context.ts';
import { obtainBroker, type WantedSource } from '../obtain-broker.ts';
import { countRequests, renderBundle, type Bundle } from './bundle-file.ts';
import { chooseExercise, learnerProgress } from './progress-in-context.ts';

export interface BundleArgs {
  readonly exercise?: string | undefined;
  readonly broker: WantedSource;
}

/** Runs an exercise once and writes one file for whoever is to judge the verdict: answer, log, requests, versions. */
export async function bundle(context: Context, args: BundleArgs): Promise<ExitCode> {
  const { output, paths } = context;
  const exercise = chooseExercise(context, await learnerProgress(context), args.exercise);
  const { label, title, files } = exercise;
  output.note(bundleText.running(label, title));
  const { source, result, requests } = await judge(context, args.broker, exercise);
  const about: Bundle = {
    label,
    title,
    at: new Date().toISOString(),
    machine: { platform: platform(), arch: arch(), broker: source },
    answer: readFileSync(files.stub, 'utf8'),
    result,
    requests,
  };
  const folder = join(paths.state, 'bundles');
  const path = join(folder, `${label.replace('/', '-')}-${about.at.replace(/[:.]/g, '-')}.md`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, renderBundle(about));
  output.data({ path, ...about });
  output.print(bundleText.written(fileLink(path, output.colour)));
  output.print(bundleText.lookAtIt);
  return 0;
}

// A door before the broker: whatever the answer and its suite ask passes through it and is counted.
async function judge(context: Context, source: WantedSource, exercise: ReturnType<typeof chooseExercise>) {
  await using broker = await obtainBroker(context, source);
  await using door = await wireTap(broker.connection);
  const behindDoor = {
    connection: door.connection,
    env: {},
    ...(broker.kafkaVersion && { kafkaVersion: broker.kafkaVersion }),
  };
  await using grader = await createGrader({ broker: behindDoor });
  const subject = learnersFile(exercise.files.stub);
  const result = await grader.grade({ exercise, subject, signal: context.signal });
  return { source: broker.source, result, requests: countRequests(door.requests) };
}
