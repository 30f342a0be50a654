// Makes one tree of elements like another by changing as little as possible: what a reader has selected or focused in a
// block that still grows stays, and only new text is laid out.

/** Elements the page put into a block itself; a newer drawing leaves them as they are. */
const OURS = 'tools';

/** Gives `old` the children of `next`; `next` is used up. */
export function morphChildren(old: Node, next: Node): void {
  const wanted = [...next.childNodes];
  wanted.forEach((child, at) => {
    const held = old.childNodes[at];
    if (!held) old.appendChild(child);
    else if (!morph(held, child)) old.replaceChild(child, held);
  });
  while (old.childNodes.length > wanted.length) old.lastChild?.remove();
}

/** False when the two are of different kinds and one must take the other's place. */
function morph(old: Node, next: Node): boolean {
  if (old instanceof Text && next instanceof Text) return morphText(old, next.data);
  if (!(old instanceof Element && next instanceof Element) || old.nodeName !== next.nodeName) return false;
  if (old.classList.contains(OURS) && next.classList.contains(OURS)) return true;
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
