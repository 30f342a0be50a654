// A text field that grows with its text; the stylesheet sets its minimum and maximum.

/** Keeps the field's value and height; `text` is read as a reactive value. */
export function growing(text: () => string): (field: HTMLTextAreaElement) => () => void {
  return (field) => {
    let width = 0;
    let before = '';
    // The window may get its width only after the first layout.
    const resized = new ResizeObserver(() => {
      if (field.clientWidth !== width) fit(field);
      width = field.clientWidth;
    });
    resized.observe(field);
    $effect(() => {
      const value = text();
      if (field.value !== value) field.value = value;
      // Text added at the end never needs less room: growing needs one layout, shrinking needs two.
      if (before !== '' && value.startsWith(before)) grow(field);
      else fit(field);
      before = value;
    });
    return () => resized.disconnect();
  };
}

function grow(field: HTMLTextAreaElement): void {
  if (field.scrollHeight > field.clientHeight) field.style.height = `${field.scrollHeight}px`;
}

function fit(field: HTMLTextAreaElement): void {
  field.style.height = 'auto';
  // An empty field is one line, whatever room its placeholder would take.
  if (field.value !== '') field.style.height = `${field.scrollHeight}px`;
}
