// How commands are put into words for commander.
import { programName } from '../text/command.ts';
import { Argument, Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { brokerSources, type BrokerCount } from '../lab/broker/broker.ts';
import { text } from '../text/words.ts';
import { help } from '../text/words.ts';
import type { Context, ExitCode } from './context.ts';
import type { Wishes } from './create-context.ts';
import { helpInWords, sentence } from './misuse.ts';

/** Makes a context as wished, runs the command in it, and keeps its exit code. */
export type Perform = (wishes: Wishes, command: (context: Context) => Promise<ExitCode>) => Promise<void>;

type CommandName = keyof typeof help.commands;
export const isCommand = (typed: string | undefined): typed is CommandName =>
  typed !== undefined && Object.hasOwn(help.commands, typed);
export type Program = ReturnType<typeof createRoot>;

/** The program without its commands. */
export function createRoot() {
  return new Command(programName())
    .description(help.program)
    .option('--json', help.json)
    .option('--plain', help.plain)
    .helpOption('-h, --help', help.help)
    .helpCommand('help [command]', help.helpCommand)
    .configureHelp(helpInWords)
    .addHelpText('after', help.exitCodes)
    .configureOutput({ outputError: (message, write) => write(sentence(message)) })
    .exitOverride();
}

/** A command with its help, which stands under its name in src/text/en-help.ts. */
export const define = (program: Program, name: CommandName) =>
  program.command(name).summary(help.commands[name].summary).description(help.commands[name].full);

export const exerciseArgument = () => new Argument('[exercise]', help.exercise);
export const chapterArgument = () => new Argument('[chapter]', help.chapter);

export const brokerOption = () =>
  new Option('--broker <source>', help.broker)
    .choices([...brokerSources, 'auto'] as const)
    .env('WORKBOOK_BROKER')
    .default('auto' as const);

/** One broker, or three of which a reader can look at leaders and replicas. */
export const brokersOption = () => new Option('--brokers <count>', help.brokers).argParser(parseBrokers).default(1);

function parseBrokers(typed: string): BrokerCount {
  if (typed === '1') return 1;
  if (typed === '3') return 3;
  throw new InvalidArgumentError(text.start.badBrokers(typed));
}

/** For commands that start a broker of their own unless they are told of another. */
export const otherBrokerOption = () => new Option('--broker <source>', help.otherBroker).choices(brokerSources);

/** A port, from what was typed. */
export function parsePort(typed: string): number {
  const port = Number(typed);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError(text.start.badPort(typed));
}

/** How often, from what was typed. */
export function parseTimes(typed: string): number {
  const times = Number(typed);
  if (Number.isInteger(times) && times > 0) return times;
  throw new InvalidArgumentError(text.badTimes(typed));
}

export interface WithGlobals {
  optsWithGlobals(): { json?: true | undefined; plain?: true | undefined };
}

/** What a command's options say about output. */
export function wishes(command: WithGlobals): Wishes {
  const { json = false, plain = false } = command.optsWithGlobals();
  return { json, plain };
}
