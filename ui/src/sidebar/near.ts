// Tells when an element comes near what is seen of the list it stands in.

/** Pixels before it is in sight: what is made then is there when the reader is. */
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
