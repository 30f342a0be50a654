// Seconds that pass while something runs: one tick a second, and none when nothing does.

class Clock {
  now = $state(performance.now());
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Ticks while `on`. */
  run(on: boolean): void {
    if (!on) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    } else if (this.#timer === undefined) {
      this.now = performance.now();
      this.#timer = setInterval(() => (this.now = performance.now()), 1000);
    }
  }
}

export const clock = new Clock();
