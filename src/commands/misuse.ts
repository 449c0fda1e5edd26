// What commander says by itself, in the language that is chosen: of a misuse, and around what stands in the help.
import { Help, type Option } from 'commander';
import { help } from '../text/words.ts';

type Form = readonly [form: RegExp, say: (...values: string[]) => string];

const forms: readonly Form[] = [
  [/unknown command '(.+?)'/, (name = '') => help.misuse.unknownCommand(name)],
  [/unknown option '(.+?)'/, (name = '') => help.misuse.unknownOption(name)],
  [/missing required argument '(.+?)'/, (name = '') => help.misuse.missingArgument(name)],
  [/option '(.+?)' argument missing/, (flags = '') => help.misuse.optionWithout(flags)],
  [/option '(.+?)' argument '(.*?)' is invalid\./, (flags = '', value = '') => help.misuse.badOption(flags, value)],
  [
    /option '(.+?)' value '(.*?)' from env '(.+?)' is invalid\./,
    (flags = '', value = '', name = '') => help.misuse.badVariable(flags, value, name),
  ],
  [
    /command-argument value '(.*?)' is invalid for argument '(.+?)'\./,
    (value = '', name = '') => help.misuse.badArgument(value, name),
  ],
  [/Allowed choices are (.+)\./, (choices = '') => help.misuse.choices(choices)],
  [
    /too many arguments(?: for '(.+?)')?\. Expected (\d+) arguments? but got (\d+): (.*?)\.?$/m,
    (name = '', expected = '', got = '', all = '') => help.misuse.tooMany(name, Number(expected), Number(got), all),
  ],
  [/\n?\(Did you mean (?:one of )?(.+?)\?\)/, (names = '') => `. ${help.misuse.nearest(names)}`],
];

/** Commander's `error: unknown command 'lst'` as a sentence. */
export function sentence(message: string): string {
  const said = forms.reduce(
    (text, [form, say]) =>
      text.replace(form, (_, ...groups: (string | undefined)[]) => say(...groups.map((each) => each ?? ''))),
    message.replace(/^error: /, ''),
  );
  return said.replace(/^./u, (first) => first.toUpperCase());
}

/** Commander's own words in the help. */
export const helpInWords = {
  showGlobalOptions: true,
  styleTitle: (title: string): string => help.titles[title] ?? title,
  optionDescription(option: Option): string {
    const said = new Help().optionDescription(option);
    return said.replace(/(?<=[(,] ?)(choices|default|env)(?=: )/g, (word) => help.extras[word] ?? word);
  },
};
