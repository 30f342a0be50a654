// The only place where HTML text becomes elements. Rust sanitised it block by block.

const policy = window.trustedTypes?.createPolicy('juxta', { createHTML: (html) => html });

/** The elements of one sanitised block, not yet in the page. */
export function parseBlock(html: string): DocumentFragment {
  const template = document.createElement('template');
  template.innerHTML = (policy?.createHTML(html) ?? html) as string;
  return template.content;
}
