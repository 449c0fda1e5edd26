/** `/` goes to the search field, `?` shows the keys; neither while one types. */
export function listenToKeys(): void {
  const dialog = document.querySelector<HTMLDialogElement>('#keys')!;
  const button = document.querySelector<HTMLElement>('#show-keys')!;
  button.hidden = false;
  button.addEventListener('click', () => dialog.showModal());
  const actions: Readonly<Record<string, () => void>> = {
    '/': () => document.querySelector<HTMLInputElement>('.big-search input, .searchbox input')?.focus(),
    '?': () => dialog.open || dialog.showModal(),
  };
  document.addEventListener('keydown', (event) => {
    const act = actions[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    act();
  });
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/.test(target.localName));
