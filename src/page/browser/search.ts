/** On the search page results come while one types. */
export function enhanceSearch(): void {
  const input = document.querySelector<HTMLInputElement>('.big-search input');
  const results = document.querySelector('#results');
  if (input && results) searchAsTyped(input, results);
}

function searchAsTyped(input: HTMLInputElement, results: Element): void {
  let running: AbortController | undefined;
  input.addEventListener('input', () => {
    running?.abort();
    const { signal } = (running = new AbortController());
    const query = new URLSearchParams({ q: input.value });
    history.replaceState(null, '', `/search?${query}`);
    fetch(`/search?${query}&part=results`, { signal })
      .then((response) => response.text())
      .then((html) => (results.innerHTML = html))
      .catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
  });
}
