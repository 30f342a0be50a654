// Runs in a page, Juxta's or the bare one: how late each stamped token is painted.
//
// A token is `t` and the last six digits of the server's clock in milliseconds. Whenever the text has changed, the stamps
// that are new are noted, and once the frame that shows them has been drawn, the clock is read again.
window.watchLateness = (selector) => {
  const WRAP = 1_000_000;
  const REACH = 4_000;
  const seen = new Map();
  const late = [];

  // Text out of sight, as in columns beyond the window's edge, is painted by nobody.
  const sight = new Set();
  const eye = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) sight[isIntersecting ? 'add' : 'delete'](target);
  });

  /** The end of an element's text, as far back as the stamp seen last. */
  const tail = (root, until) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let last = root;
    while (last.lastChild) last = last.lastChild;
    walker.currentNode = last;
    let text = last.nodeType === Node.TEXT_NODE ? last.data : '';
    while (text.length < REACH && !(until && text.includes(until)) && walker.previousNode()) text = walker.currentNode.data + text;
    return text;
  };

  const fresh = (root) => {
    const before = seen.get(root);
    const text = tail(root, before);
    const from = before ? text.lastIndexOf(before) + before.length : 0;
    const stamps = text.slice(from).match(/t\d{6}(?!\d)/g) ?? [];
    if (!before) eye.observe(root);
    if (stamps.length > 0) seen.set(root, stamps.at(-1));
    // What an element shows when it is first seen may be older than this watch.
    return before && sight.has(root) ? stamps : [];
  };

  const drawn = (then) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = then;
    // Callbacks of a frame run before it is laid out and painted; a message sent from there arrives after that.
    requestAnimationFrame(() => channel.port2.postMessage(0));
  };

  const look = () => {
    const stamps = [...document.querySelectorAll(selector)].flatMap(fresh);
    if (stamps.length === 0) return;
    drawn(() => {
      const now = Date.now();
      for (const stamp of stamps) late.push((now - Number(stamp.slice(1)) + 1.5 * WRAP) % WRAP - WRAP / 2);
    });
  };

  new MutationObserver(look).observe(document.body, { childList: true, characterData: true, subtree: true });
  window.lateness = late;
};
