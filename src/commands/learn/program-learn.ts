import { Option } from '@commander-js/extra-typings';
import { clients } from '../../course/answer.ts';
import { help } from '../../text/words.ts';
import {
  brokerOption,
  brokersOption,
  define,
  exerciseArgument,
  parsePort,
  wishes,
  type Perform,
  type Program,
} from '../define.ts';

/** start and watch: what a learner keeps open. */
export function addSession(program: Program, perform: Perform): void {
  program.commandsGroup(help.groups.learn);
  define(program, 'start')
    .addOption(brokerOption())
    .addOption(brokersOption())
    .addOption(new Option('--port <number>', help.port).argParser(parsePort))
    .option('--poll', help.poll, false)
    .action(async (options, command) =>
      perform(wishes(command), async (context) =>
        (await import('./start.ts')).start(context, { port: undefined, ...options }),
      ),
    );
  define(program, 'watch')
    .addOption(brokerOption())
    .addOption(brokersOption())
    .option('--poll', help.poll, false)
    .action(async (options, command) =>
      perform(wishes(command), async (context) => (await import('./watch.ts')).watch(context, options)),
    );
}

/** What a learner does to one exercise. */
export function addLearning(program: Program, perform: Perform): void {
  program.commandsGroup(help.groups.learn);
  define(program, 'next').action(async (_options, command) =>
    perform(wishes(command), async (context) => (await import('./next.ts')).next(context)),
  );
  define(program, 'run')
    .addArgument(exerciseArgument())
    .option('--keep', help.keep, false)
    .addOption(brokerOption())
    .addOption(brokersOption())
    .option('--test <id>', help.test)
    .option('--inspect', help.inspect, false)
    .action(async (exercise, options, command) =>
      perform(wishes(command), async (context) => (await import('./run.ts')).run(context, { exercise, ...options })),
    );
  define(program, 'hint')
    .addArgument(exerciseArgument())
    .action(async (exercise, _options, command) =>
      perform(wishes(command), async (context) => (await import('./hint.ts')).hint(context, { exercise })),
    );
  define(program, 'solution')
    .addArgument(exerciseArgument())
    .addOption(new Option('--client <client>', help.client).choices(clients).default('kafkajs' as const))
    .option('--give-up', help.giveUp, false)
    .action(async (exercise, { client, giveUp }, command) =>
      perform(wishes(command), async (context) =>
        (await import('./solution.ts')).solution(context, { exercise, client, giveUp }),
      ),
    );
  define(program, 'reset')
    .addArgument(exerciseArgument())
    .option('--undo', help.undo, false)
    .action(async (exercise, { undo }, command) =>
      perform(wishes(command), async (context) => (await import('./reset.ts')).reset(context, { exercise, undo })),
    );
  define(program, 'skip')
    .addArgument(exerciseArgument())
    .action(async (exercise, _options, command) =>
      perform(wishes(command), async (context) => (await import('./skip.ts')).skip(context, { exercise })),
    );
}
