// Window widths at which the page is laid out in another way. Stylesheets use them by name (`@media (--wide)`), which
// `vite.config.ts` replaces.

/** From this width on the sidebar stands beside the chat, CSS pixels; below, it lies over the chat. */
export const WIDE = 1180;
