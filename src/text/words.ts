// The words of the terminal's commands, in the language that is chosen.
import { catalogue } from './catalogue.ts';
import * as enBundle from './en-bundle.ts';
import * as enCheck from './en-check.ts';
import * as enHelp from './en-help.ts';
import * as enLesson from './en-lesson.ts';
import * as enLook from './en-look.ts';
import * as enMessage from './en-message.ts';
import * as enNew from './en-new.ts';
import * as en from './en.ts';

export const bundleText = catalogue({ en: enBundle.bundleText });
export const checkText = catalogue({ en: enCheck.checkText });
export const gradeText = catalogue({ en: enCheck.gradeText });
export const help = catalogue({ en: enHelp.help });
export const lessonText = catalogue({ en: enLesson.lessonText });
export const lookText = catalogue({ en: enLook.lookText });
export const messageText = catalogue({ en: enMessage.messageText });
export const newText = catalogue({ en: enNew.newText });
export const text = catalogue({ en: en.text });
