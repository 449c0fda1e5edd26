// Looks for a record by its key, its value, a header or its offset, in all that the server keeps, and goes from one to the next.

/** The list that is searched. */
interface Searched {
  readonly topic: string;
  /** The record that is chosen, where one is. */
  readonly place: number | undefined;
  goTo(place: number): void;
}

interface Answer {
  /** Where the record stands; null where none matches. */
  readonly place: number | null;
  /** Which of the matches it is, from 1 on. */
  readonly at: number;
  readonly matches: number;
}

/** The form with its field and buttons, at work on the list. */
export function createFinder(list: Searched, texts: DOMStringMap): HTMLFormElement {
  const form = document.createElement('form');
  form.className = 'find';
  const input = Object.assign(document.createElement('input'), { type: 'search', placeholder: texts['find'] ?? '' });
  input.setAttribute('aria-label', texts['find'] ?? '');
  const said = Object.assign(document.createElement('span'), { className: 'muted' });
  said.setAttribute('role', 'status');
  const go = async (back: boolean): Promise<void> => {
    if (input.value.trim() === '') return void (said.textContent = '');
    const { place, at, matches } = await ask(list, input.value, back);
    said.textContent = place === null ? (texts['notfound'] ?? '') : `${at}/${matches}`;
    if (place !== null) list.goTo(place);
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void go(event.submitter?.dataset['back'] !== undefined);
  });
  const buttons = [button('↑', texts['before'], true), button('↓', texts['after'], false)];
  // The first submit button is what Enter presses.
  form.append(input, buttons[1]!, buttons[0]!, said);
  return form;
}

async function ask(list: Searched, query: string, back: boolean): Promise<Answer> {
  const asked = new URLSearchParams({ topic: list.topic, q: query, from: String(list.place ?? -1) });
  if (back) asked.set('back', '1');
  const answer = await fetch(`/broker/find?${asked}`);
  return answer.json();
}

function button(sign: string, name: string | undefined, back: boolean): HTMLButtonElement {
  const made = Object.assign(document.createElement('button'), { className: 'quiet small', textContent: sign });
  made.setAttribute('aria-label', name ?? sign);
  made.title = name ?? sign;
  if (back) made.dataset['back'] = '';
  return made;
}
