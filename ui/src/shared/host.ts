// Addresses as they are shown in a few words.

/** The host of a URL; the text itself where it is none. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : url;
}
