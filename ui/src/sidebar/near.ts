// Reports when an element is about to scroll into view.

/** How far ahead of the view, so that rows are drawn before they are seen. */
const AHEAD = '600px';

/** An attachment that calls `tell` each time its element comes near. */
export function near(tell: () => void): (element: HTMLElement) => () => void {
  return (element) => {
    const came = (seen: IntersectionObserverEntry[]): void => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) tell();
    };
    const watch = new IntersectionObserver(came, { root: element.parentElement, rootMargin: AHEAD });
    watch.observe(element);
    return () => watch.disconnect();
  };
}
