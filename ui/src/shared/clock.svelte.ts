// Seconds that pass while something runs: one tick a second, and none when nothing does. Rings and carets beat with it:
// an endless animation draws the page anew sixty times a second, which without a GPU costs more than the text itself.

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
