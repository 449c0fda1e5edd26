// Puts new HTML in the place of old, and leaves alone what did not change: focus, open details, scroll positions and what
// a screen reader is reading stay where they are.

/** Makes the children of `target` those of `fresh`. */
export function morph(target: Element, fresh: Element): void {
  const keyed = new Map<string, Element>();
  for (const child of target.children) if (keyOf(child)) keyed.set(keyOf(child), child);
  let at = target.firstChild;
  for (const next of Array.from(fresh.childNodes)) {
    const match = matching(next, at, keyed);
    if (!match) {
      target.insertBefore(next, at);
      continue;
    }
    if (match !== at) target.insertBefore(match, at);
    else at = at.nextSibling;
    update(match, next);
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

function matching(next: Node, at: ChildNode | null, keyed: Map<string, Element>): ChildNode | null {
  const key = next instanceof Element ? keyOf(next) : '';
  if (key) return keyed.get(key) ?? null;
  const same = at?.nodeType === next.nodeType && at.nodeName === next.nodeName;
  return same && !(at instanceof Element && keyOf(at)) ? at : null;
}

function update(old: ChildNode, next: Node): void {
  if (old instanceof Element && next instanceof Element) {
    updateAttributes(old, next);
    morph(old, next);
  } else if (old.nodeValue !== next.nodeValue) old.nodeValue = next.nodeValue;
}

function updateAttributes(old: Element, next: Element): void {
  for (const { name } of Array.from(old.attributes)) {
    if (!next.hasAttribute(name) && !(name === 'open' && old.localName === 'details')) old.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
}

const keyOf = (element: Element): string => element.getAttribute('data-key') ?? '';
