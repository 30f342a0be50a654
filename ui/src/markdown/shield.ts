// Keeps a flaw of WebKitGTK 2.50 from ending the page. Asked for the attributes of text (Orca asks whenever its caret
// moves), it
// counts from the start of the line when the text stands inside a line in an element of its own, such as a link. Past
// the
// end of that text, if it is not Latin-1, the web process dies.

/** Read as part of their sentence, these lose nothing that is spoken. */
const PART_OF_THE_SENTENCE = 'code, del, ins, sub, sup, kbd';

/** Texts of this kind are counted without a table, so that nothing is read past its end. */
const LATIN = /^[\u0000-\u00ff]*$/;

/** Shields the inline elements of a block. */
export function shield(block: ParentNode): void {
  for (const element of block.querySelectorAll(PART_OF_THE_SENTENCE)) {
    if (element.parentElement?.localName !== 'pre') element.setAttribute('role', 'none');
  }
  for (const link of block.querySelectorAll('a')) {
    if (!LATIN.test(link.textContent ?? '') || link.firstElementChild) box(link);
  }
}

/** A box of its own is a line of its own to the counting. */
function box(link: Element): void {
  const box = document.createElement('span');
  box.className = 'link-box';
  link.replaceWith(box);
  box.append(link);
}
