// Morphs one tree of elements into another with as few changes as possible: what a reader has selected or focused in a
// block that still grows stays, and only new text is laid out.

/** Elements the page put into a block itself; a newer drawing leaves them as they are if it would say the same. */
const OURS = 'tools';

/** Makes the children of `old` those of `next`; `next` is consumed. */
export function morphChildren(old: Node, next: Node): void {
  morphFrom(old, old.firstChild, next);
}

/** Gives `parent` the children of `next` from its child `from` on, at its end if there is none; `next` is consumed. */
export function morphFrom(parent: Node, from: Node | null, next: Node): void {
  let held = from;
  for (const child of [...next.childNodes]) {
    const after: Node | null = held?.nextSibling ?? null;
    if (!held) parent.appendChild(child);
    else if (!morph(held, child)) parent.replaceChild(child, held);
    held = after;
  }
  while (held) {
    const after: Node | null = held.nextSibling;
    parent.removeChild(held);
    held = after;
  }
}

/** False when the two are of different kinds and one must take the other's place. */
function morph(old: Node, next: Node): boolean {
  if (old instanceof Text && next instanceof Text) return morphText(old, next.data);
  if (!(old instanceof Element && next instanceof Element) || old.nodeName !== next.nodeName) return false;
  if (old.classList.contains(OURS) && next.classList.contains(OURS))
    return old.firstElementChild?.isEqualNode(next.firstElementChild) ?? false;
  morphAttributes(old, next);
  morphChildren(old, next);
  return true;
}

/** Text that only grew is appended to, so that a selection in it holds. */
function morphText(old: Text, data: string): true {
  if (data === old.data) return true;
  if (data.startsWith(old.data)) old.appendData(data.slice(old.length));
  else old.data = data;
  return true;
}

function morphAttributes(old: Element, next: Element): void {
  for (const { name, value } of next.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  for (const { name } of [...old.attributes]) if (!next.hasAttribute(name)) old.removeAttribute(name);
}
