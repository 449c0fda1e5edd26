// A button in the corner of every block of code that puts it on the clipboard; only where the browser lets pages do that.

/** How long the button says that it is done, in milliseconds. */
const told = 2_000;

/** Adds the buttons; their words stand on `main`. */
export function offerCopies(say: (sentence: string) => void): void {
  const { copy, copied } = document.querySelector<HTMLElement>('main')!.dataset;
  if (!('clipboard' in navigator) || !copy || !copied) return;
  for (const code of document.querySelectorAll<HTMLElement>('.listing > pre.code')) {
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: copy });
    button.className = 'copy quiet small';
    button.addEventListener('click', () => void copyCode());
    const copyCode = async (): Promise<void> => {
      await navigator.clipboard.writeText(code.textContent);
      say(copied);
      button.textContent = copied;
      setTimeout(() => (button.textContent = copy), told);
    };
    code.before(button);
  }
}
