// Which answer's requests the inspector shows.

class Inspector {
  /** The answer, or `null` while the pane is away. */
  answer = $state<string | null>(null);
  #opener: HTMLElement | null = null;

  /** Opens the inspector for an answer, or closes it if it shows this answer. */
  toggle(answer: string, opener: HTMLElement | null): void {
    if (this.answer === answer) {
      this.close();
      return;
    }
    this.answer = answer;
    this.#opener = opener;
  }

  /** Closes the pane; the focus goes back to where it was opened. True when there was one. */
  close(): boolean {
    const shown = this.answer !== null;
    this.answer = null;
    if (shown && document.activeElement?.closest('.pane')) this.#opener?.focus();
    return shown;
  }
}

export const inspector = new Inspector();
