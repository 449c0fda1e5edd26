// A list of up to a hundred thousand records of which only what is seen is in the page. The server keeps the records: the
// list asks for windows of them and keeps a few. It follows the newest until one scrolls away from the end.
import { createFinder } from './record-find.ts';
import { createRow, type Row } from './record-row.ts';

interface Window {
  readonly start: number;
  readonly end: number;
  readonly first: number;
  readonly rows: readonly Row[];
}

const rowHeight = 30;
const page = 200;
const keptPages = 12;
const around = 10;

export class RecordList {
  topic: string;
  readonly #scroller: HTMLElement;
  readonly #body: HTMLElement;
  readonly #count: HTMLElement;
  readonly #title: HTMLElement;
  readonly #follow: HTMLInputElement;
  readonly #texts: DOMStringMap;
  #pages = new Map<number, readonly (Row | undefined)[]>();
  #loading = new Set<number>();
  #start = 0;
  #end = 0;
  #active = -1;

  constructor(place: HTMLElement, topic: string) {
    this.topic = topic;
    this.#texts = place.dataset;
    this.#title = document.createElement('strong');
    this.#title.textContent = place.querySelector('p')?.textContent ?? '';
    this.#count = element('span', 'muted');
    this.#follow = Object.assign(document.createElement('input'), { type: 'checkbox', checked: true });
    const label = document.createElement('label');
    label.append(this.#follow, ` ${this.#texts['follow']}`);
    const bar = element('div', 'log-bar');
    bar.append(this.#title, this.#count, createFinder(this, this.#texts), label);
    this.#body = element('div', 'rows');
    this.#scroller = element('div', 'records');
    this.#scroller.setAttribute('role', 'grid');
    this.#scroller.setAttribute('aria-label', this.#texts['label'] ?? '');
    this.#scroller.tabIndex = 0;
    this.#scroller.append(this.#head(), this.#body);
    place.replaceChildren(bar, this.#scroller);
    this.#listen();
  }

  /** Shows another topic. */
  choose(topic: string, title: string): void {
    this.topic = topic;
    this.#title.textContent = title;
    this.#forget();
    this.#follow.checked = true;
  }

  /** Where the chosen record stands; undefined where none is. */
  get place(): number | undefined {
    return this.#active < 0 ? undefined : this.#start + this.#active;
  }

  /** Chooses the record at a place and brings it into sight. */
  goTo(place: number): void {
    this.#follow.checked = false;
    this.#active = Math.min(this.#end, Math.max(this.#start, place)) - this.#start;
    this.#reveal(this.#active);
    this.#draw();
  }

  /** Takes note of where the records begin and end now. */
  extend([start, end]: readonly [number, number]): void {
    if (end < this.#end || start > this.#end) this.#forget();
    const grew = end !== this.#end;
    const last = Math.floor(this.#end / page);
    [this.#start, this.#end] = [start, end];
    // The last page was not full, and records of a transaction may have been settled.
    if (grew) for (const index of this.#pages.keys()) if (index >= last - 1) this.#pages.delete(index);
    this.#count.textContent = `${(end - start).toLocaleString('en')} ${this.#texts['count']}`;
    this.#scroller.setAttribute('aria-rowcount', String(end - start + 1));
    this.#body.style.height = `${(end - start) * rowHeight}px`;
    if (this.#follow.checked) this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#draw();
  }

  #forget(): void {
    this.#pages = new Map();
    this.#loading = new Set();
    [this.#start, this.#end, this.#active] = [0, 0, -1];
  }

  #head(): HTMLElement {
    const group = element('div', 'heads');
    group.setAttribute('role', 'rowgroup');
    const row = element('div', 'row');
    row.setAttribute('role', 'row');
    row.ariaRowIndex = '1';
    for (const name of JSON.parse(this.#texts['heads'] ?? '[]')) {
      const head = element('div', '');
      head.setAttribute('role', 'columnheader');
      head.textContent = name;
      row.append(head);
    }
    group.append(row);
    return group;
  }

  #listen(): void {
    let queued = false;
    this.#scroller.addEventListener(
      'scroll',
      () => {
        const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
        this.#follow.checked = scrollTop + clientHeight > scrollHeight - rowHeight;
        if (queued) return;
        queued = true;
        requestAnimationFrame(() => {
          queued = false;
          this.#draw();
        });
      },
      { passive: true },
    );
    this.#follow.addEventListener('change', () => this.extend([this.#start, this.#end]));
    this.#scroller.addEventListener('keydown', (event) => this.#key(event));
    this.#body.addEventListener('click', (event) => {
      const row = event.target instanceof Element ? event.target.closest<HTMLElement>('.row') : null;
      if (row) void open(row.dataset['address'] ?? '');
    });
  }

  #key(event: KeyboardEvent): void {
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: 15,
      PageUp: -15,
      End: 1e9,
      Home: -1e9,
    };
    const step = steps[event.key];
    const last = this.#end - this.#start - 1;
    if (event.key === 'Enter' && this.#active >= 0) {
      void open(this.#body.querySelector<HTMLElement>('.active')?.dataset['address'] ?? '');
    }
    if (step === undefined || last < 0) return;
    event.preventDefault();
    const from = this.#active < 0 ? Math.round(this.#scroller.scrollTop / rowHeight) : this.#active;
    this.#active = Math.min(last, Math.max(0, from + step));
    this.#reveal(this.#active);
    this.#draw();
  }

  #reveal(index: number): void {
    const top = index * rowHeight;
    const { scrollTop, clientHeight } = this.#scroller;
    const room = clientHeight - 2 * rowHeight;
    if (top < scrollTop) this.#scroller.scrollTop = top;
    else if (top > scrollTop + room) this.#scroller.scrollTop = top - room;
  }

  #draw(): void {
    const first = Math.max(0, Math.floor(this.#scroller.scrollTop / rowHeight) - around);
    const many = Math.ceil(this.#scroller.clientHeight / rowHeight) + 2 * around;
    const last = Math.min(this.#end - this.#start, first + many);
    const rows: HTMLElement[] = [];
    for (let index = first; index < last; index++) rows.push(this.#row(index));
    const none = rows.length === 0;
    if (none) rows.push(Object.assign(element('p', 'empty'), { textContent: this.#texts['empty'] ?? '' }));
    this.#body.setAttribute('role', none ? 'none' : 'rowgroup');
    this.#body.replaceChildren(...rows);
    const active = this.#body.querySelector('.active');
    if (active) this.#scroller.setAttribute('aria-activedescendant', active.id);
    else this.#scroller.removeAttribute('aria-activedescendant');
  }

  #row(index: number): HTMLElement {
    const place = this.#start + index;
    const number = Math.floor(place / page);
    const rows = this.#pages.get(number);
    if (!rows) void this.#load(number);
    const row = createRow(rows?.[place % page], this.#texts);
    row.id = `row-${index}`;
    row.ariaRowIndex = String(index + 2);
    row.classList.toggle('active', index === this.#active);
    row.style.transform = `translateY(${index * rowHeight}px)`;
    return row;
  }

  async #load(number: number): Promise<void> {
    if (this.#loading.has(number)) return;
    const loading = this.#loading;
    loading.add(number);
    const query = new URLSearchParams({ topic: this.topic, from: String(number * page), count: String(page) });
    try {
      const answer = await fetch(`/broker/records?${query}`);
      const { first, rows }: Window = await answer.json();
      if (loading !== this.#loading) return;
      // Where the oldest of the page are gone already, the others keep their places.
      const gone = Math.max(0, first - number * page);
      this.#pages.set(number, [...Array.from<undefined>({ length: gone }), ...rows]);
      if (this.#pages.size > keptPages) this.#pages.delete(this.#pages.keys().next().value!);
    } finally {
      loading.delete(number);
    }
    this.#draw();
  }
}

async function open(address: string): Promise<void> {
  const dialog = document.querySelector<HTMLDialogElement>('#record');
  if (!address || !dialog) return;
  const answer = await fetch(`/broker/records/${address}`);
  dialog.querySelector('div')!.innerHTML = await answer.text();
  if (!dialog.open) dialog.showModal();
}

function element(tag: string, name: string): HTMLElement {
  const made = document.createElement(tag);
  if (name) made.className = name;
  return made;
}
