// Added to each tab that page.ts measures: what only the browser itself knows. Plain JavaScript, because it runs there.
globalThis.measure = {
  /** First paint in milliseconds from the start of the visit, and all bytes that came over the wire. */
  async timings() {
    const paint = await new Promise((resolve) => {
      new PerformanceObserver((list, observer) => {
        const [entry] = list.getEntriesByName('first-contentful-paint');
        if (!entry) return;
        observer.disconnect();
        resolve(entry.startTime);
      }).observe({ type: 'paint', buffered: true });
    });
    const loaded = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
    return { paint, bytes: loaded.reduce((sum, { transferSize }) => sum + transferSize, 0) };
  },

  /** The time at which a verdict with this status stands in the tab. */
  whenShown(status, deadlineMs) {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!document.querySelector(`.verdict.${status}`)) return;
        observer.disconnect();
        resolve(Date.now());
      };
      const observer = new MutationObserver(look);
      observer.observe(document.body, { subtree: true, childList: true, attributes: true });
      setTimeout(() => reject(new Error(`no verdict after ${deadlineMs} ms`)), deadlineMs);
      look();
    });
  },
};
