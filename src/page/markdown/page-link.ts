import { posix } from 'node:path';

/**
 * Where a link of a content file leads on the page: links are written between files, as GitHub follows them, and the
 * page has an address for each. `from` is the folder of the file that holds the link, such as `lessons`.
 */
export function pageLink(href: string, from: string): string {
  if (/^([a-z][a-z0-9+.-]*:|\/|#)/i.test(href)) return href;
  const [path = '', anchor] = href.split('#', 2);
  const page = addressOf(posix.normalize(posix.join(from, path)));
  return anchor ? `${page}#${anchor}` : page;
}

function addressOf(path: string): string {
  const lesson = /^lessons\/\d{2}-([a-z0-9-]+)\.md$/.exec(path);
  if (lesson) return `/lessons/${lesson[1]}`;
  const notebook = /^notebooks\/\d{2}-([a-z0-9-]+)\.(ts|ipynb)$/.exec(path);
  if (notebook) return `/notebooks/${notebook[1]}`;
  const exercise = /^(exercises|solutions)\/\d{2}-([a-z0-9-]+)\/\d{2}-([a-z0-9-]+)(\.[a-z.]+)?\.(md|ts)$/.exec(path);
  if (exercise) return `/exercises/${exercise[2]}/${exercise[3]}${exercise[1] === 'solutions' ? '/solution' : ''}`;
  const figure = /^lessons\/figures\/([\w.-]+)$/.exec(path);
  if (figure) return `/figures/${figure[1]}`;
  return `/${path}`;
}
