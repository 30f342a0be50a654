// Cells of the tables, filled by hand: texts and elements with nothing between them. Comments and empty texts, which a
// template leaves between its parts, end the page when assistive technology asks for a run of attributes (WebKitGTK
// 2.50).

/** Fills a cell with its text, and with text for screen readers only. */
export function filled(text: string, spoken = ''): (cell: HTMLElement) => void {
  return (cell) => {
    cell.textContent = text;
    if (spoken !== '') cell.append(span('sr', spoken));
  };
}

/** Fills a row's header: the tab's number, its model, and its endpoint if given. */
export function headed(ordinal: number, model: string, suffix: string): (cell: HTMLElement) => void {
  return (cell) => {
    const who = span('who', '');
    const name = span('', model);
    name.dir = 'auto';
    if (suffix !== '') name.append(span('sfx', suffix));
    who.append(span('ord', String(ordinal)), name);
    cell.replaceChildren(who);
  };
}

function span(name: string, text: string): HTMLElement {
  const element = document.createElement('span');
  if (name !== '') element.className = name;
  if (text !== '') element.textContent = text;
  return element;
}
