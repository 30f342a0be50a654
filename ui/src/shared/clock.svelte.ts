// The page's clock: one tick a second while something runs, none otherwise. Spinners and carets pulse with it:
// an endless animation repaints the page sixty times a second, which without a GPU costs more than the text itself.

class Clock {
  now = $state(performance.now());
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Ticks while `on`. */
  run(on: boolean): void {
    if (!on) {
      clearInterval(this.#timer);
      this.#timer = undefined;
      this.#beat(false);
    } else if (this.#timer === undefined) {
      this.now = performance.now();
      this.#timer = setInterval(() => this.#tick(), 1000);
    }
  }

  #tick(): void {
    this.now = performance.now();
    this.#beat();
  }

  #beat(on?: boolean): void {
    document.documentElement.classList.toggle('beat', on);
  }
}

export const clock = new Clock();
