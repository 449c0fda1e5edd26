// Where the learner is in a lesson: marked in the contents, and remembered, so that coming back offers to go on from there.
const store = (lesson: string): string => `reading:${lesson}`;

/** Follows the reading of a page with contents; of a lesson it is remembered. */
export function followReading(): void {
  const lesson = document.querySelector<HTMLElement>('[data-reading]')?.dataset['reading'];
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.contents a')];
  if (links.length === 0) return;
  const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const key = lesson === undefined ? undefined : store(lesson);
  if (key) offerToResume(key, links);
  const mark = (): void => {
    const at = headings.findLastIndex((heading) => heading && heading.getBoundingClientRect().top < innerHeight / 3);
    for (const [index, link] of links.entries()) link.toggleAttribute('aria-current', index === at);
    if (at >= 0 && key) localStorage.setItem(key, links[at]!.hash);
  };
  let queued = false;
  const later = (): void => {
    if (queued) return;
    queued = true;
    requestAnimationFrame(() => {
      queued = false;
      mark();
    });
  };
  addEventListener('scroll', later, { passive: true });
  addEventListener('resize', later, { passive: true });
}

function offerToResume(key: string, links: HTMLAnchorElement[]): void {
  const stopped = localStorage.getItem(key);
  const link = links.find(({ hash }, index) => hash === stopped && index > 0);
  const offer = document.querySelector<HTMLAnchorElement>('#resume');
  if (!link || !offer || location.hash) return;
  offer.href = link.hash;
  offer.querySelector('span')!.textContent = link.textContent;
  offer.hidden = false;
  offer.addEventListener('click', () => (offer.hidden = true));
}
