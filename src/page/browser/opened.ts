/** What opens in the pane of the verdict is brought into sight: the pane scrolls, and may end above it. */
export function showWhatOpens(): void {
  document.addEventListener(
    'toggle',
    ({ target }) => {
      if (!(target instanceof HTMLDetailsElement) || !target.open || !target.closest('.verdict-pane')) return;
      target.scrollIntoView({ block: 'nearest' });
    },
    { capture: true },
  );
}
