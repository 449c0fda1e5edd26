import { Option } from '@commander-js/extra-typings';
import { closest } from 'fastest-levenshtein';
import { text } from '../../text/words.ts';
import { help } from '../../text/words.ts';
import { WorkbookError } from '../../workbook-error.ts';
import { brokersOption, define, parsePort, wishes, type Perform, type Program } from '../define.ts';

const brokerCommands = ['start', 'stop', 'status', 'image'];

const noBrokerCommand = (typed: string): WorkbookError =>
  new WorkbookError(text.noBrokerCommand(typed), {
    next: text.nearestBrokerCommand(closest(typed, brokerCommands)),
    fault: 'usage',
  });

/** What sets this machine right: doctor and broker. */
export function addMachine(program: Program, perform: Perform): void {
  program.commandsGroup(help.groups.machine);
  define(program, 'doctor')
    .option('--fix', help.fix, false)
    .action(async ({ fix }, command) =>
      perform(wishes(command), async (context) => (await import('./doctor.ts')).doctor(context, { fix })),
    );
  const broker = define(program, 'broker')
    .allowExcessArguments()
    .action(async (_options, command) =>
      perform(wishes(command), async (context) => {
        const [typed] = command.args;
        if (typed !== undefined) throw noBrokerCommand(typed);
        return (await import('./broker.ts')).brokerShow(context);
      }),
    );
  broker
    .command('start')
    .description(help.brokerStart)
    .addOption(
      new Option('--broker <source>', help.broker)
        .choices(['embedded', 'container', 'auto'] as const)
        .default('auto' as const),
    )
    .addOption(brokersOption())
    .addOption(new Option('--port <number>', help.brokerPort).argParser(parsePort).conflicts('brokers'))
    .action(async ({ broker: source, brokers, port }, command) =>
      perform(wishes(command), async (context) =>
        (await import('./broker.ts')).brokerStart(context, { source, brokers, port }),
      ),
    );
  broker
    .command('image')
    .description(help.brokerImage)
    .action(async (_options, command) =>
      perform(wishes(command), async (context) => (await import('./broker.ts')).brokerImage(context)),
    );
  broker
    .command('stop')
    .description(help.brokerStop)
    .action(async (_options, command) =>
      perform(wishes(command), async (context) => (await import('./broker.ts')).brokerStop(context)),
    );
  broker
    .command('status')
    .description(help.brokerStatus)
    .action(async (_options, command) =>
      perform(wishes(command), async (context) => (await import('./broker.ts')).brokerShow(context)),
    );
}
