// The whole command line: commands, arguments, options, help. Each command's file is loaded only when it is called, so that
// `hint` does not wait for the page's or the broker's libraries.
import { createRoot, type Perform, type Program } from './define.ts';
import { addBench } from './program-bench.ts';
import { addComparing } from './program-compare.ts';
import { addGrading } from './program-grade.ts';
import { addLearning, addSession } from './program-learn.ts';
import { addLooking } from './program-look.ts';
import { addMachine } from './program-machine.ts';
import { addProving } from './program-prove.ts';

export type { Perform } from './define.ts';

/** The command line. It throws CommanderError instead of leaving the process. */
export function createProgram(perform: Perform): Program {
  const program = createRoot();
  addSession(program, perform);
  addLearning(program, perform);
  addLooking(program, perform);
  addMachine(program, perform);
  addComparing(program, perform);
  addBench(program, perform);
  addGrading(program, perform);
  addProving(program, perform);
  return program;
}
