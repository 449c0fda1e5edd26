// What `workbook new` says.
import { command } from './command.ts';
export const newText = {
  badPlace: (typed: string) => `${JSON.stringify(typed)} is no place of an exercise.`,
  badPlaceNext: 'write chapter and number, such as 5/3',
  badSlug: (slug: string) => `${JSON.stringify(slug)} is no name of an exercise.`,
  badSlugNext: 'write an act in small letters with - between the words, such as read-the-lag',
  noChapter: (number: string) => `There is no chapter ${number} yet.`,
  noChapterNext: 'a lesson makes a chapter: write lessons/NN-slug.md first',
  taken: (label: string, title: string) => `The place or the name is taken by exercise ${label} ${title}.`,
  takenNext: (free: number) => `the next free number of the chapter is ${free}`,
  there: (path: string) => `${path} is there already.`,
  thereNext: 'choose another name, or move it away',
  exerciseNext: (label: string) => `Write where TODO stands, then: ${command(`check ${label}`)}`,
  badClient: (name: string) => `${JSON.stringify(name)} is no name of a client.`,
  badClientNext: 'write language and client in small letters, such as go-mine',
  noModel: (language: string) => `No client in clients/ is written in ${language}, so there is none to begin with.`,
  noModelNext: 'clients/README.md says what a client has to hold',
  client: (name: string, model: string) =>
    `clients/${name} is a copy of clients/${model}. Change client.json and its packages first, then: ${command('client list')}`,
  notEmpty: (folder: string) => `${folder} is not empty.`,
  notEmptyNext: 'name a folder that is not there yet',
  readerCopy: (count: number, folder: string) => `Task, lesson and stub of ${count} exercises are in ${folder}.`,
};
