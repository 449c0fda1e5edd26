/** Buttons that print the page: without code of ours there is the browser's own way. */
export function offerToPrint(): void {
  for (const button of document.querySelectorAll<HTMLElement>('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => print());
  }
}
