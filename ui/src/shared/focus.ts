// Focus on its way out. WebKitGTK dies when assistive technology reads a field that is removed while it has the focus.

/** Takes the focus off whatever has it, before it leaves the page. */
export function letGo(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
