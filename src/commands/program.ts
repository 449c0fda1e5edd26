// The whole command line: commands, arguments, options, help. Each command's file is loaded only when it is called, so that
// `hint` does not wait for the page's or the broker's libraries.
import { createRoot, type Perform, type Program } from './define.ts';
import { addBench } from './compare/program-bench.ts';
import { addComparing } from './compare/program-compare.ts';
import { addNew } from './teach/program-new.ts';
import { addGrading } from './teach/program-grade.ts';
import { addLearning, addSession } from './learn/program-learn.ts';
import { addLooking } from './learn/program-look.ts';
import { addMachine } from './machine/program-machine.ts';
import { addProving } from './prove/program-prove.ts';

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
  addNew(program, perform);
  return program;
}
