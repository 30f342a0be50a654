// The progress of checks: which steps are done, which one runs, and which model is being asked.

import { onCheck } from '../ipc';
import type { CheckProgress, CheckStep, StepName } from '../ipc/bindings';

/** The progress of a check. */
export type Underway = { steps: readonly CheckStep[]; running: StepName | null; asking: string | null };

export const NOTHING_YET: Underway = { steps: [], running: 'address', asking: null };

/** Returns the progress after an event. */
export function advanced(before: Underway, { event }: CheckProgress): Underway {
  if (event.kind === 'began') return { ...before, running: event.name };
  if (event.kind === 'asking') return { ...before, asking: event.model };
  const steps = [...before.steps.filter((step) => step.name !== event.step.name), event.step];
  return { ...before, steps, running: before.running === event.step.name ? null : before.running };
}

class Checks {
  #underway = $state.raw<Readonly<Record<string, Underway>>>({});

  /** Starts listening; once, before anything can be checked. */
  async listen(): Promise<void> {
    await onCheck((progress) => this.#take(progress));
  }

  /** Returns the progress of a check; from its start where no event arrived yet. */
  of(about: string | null): Underway {
    return (about !== null && this.#underway[about]) || NOTHING_YET;
  }

  /** Resets the progress before a check begins. */
  begin(...abouts: string[]): void {
    this.#underway = { ...this.#underway, ...Object.fromEntries(abouts.map((about) => [about, NOTHING_YET])) };
  }

  #take(progress: CheckProgress): void {
    this.#underway = { ...this.#underway, [progress.about]: advanced(this.of(progress.about), progress) };
  }
}

export const checks = new Checks();
