// The only place where text becomes elements. What comes in was sanitised block by block in Rust.

const policy = window.trustedTypes?.createPolicy('juxta', { createHTML: (html) => html });

/** Draws one sanitised block into its wrapper. */
export function drawBlock(wrapper: HTMLElement, html: string): void {
  wrapper.innerHTML = (policy?.createHTML(html) ?? html) as string;
}
