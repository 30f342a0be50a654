// One answer while the page shows it: its state is reactive, its text lives in block lists that draw themselves.

import { BlockList } from '../markdown/blocks';
import type {
  AnswerPatch,
  AnswerState,
  AnswerView,
  Failure,
  ImageView,
  Metrics,
  Retry,
  SegmentPatch,
  SegmentView,
} from '../ipc/bindings';

/** Whether a state is final. */
export function isFinal(state: AnswerState): boolean {
  return state === 'done' || state === 'stopped' || state === 'failed' || state === 'incomplete';
}

/** Text of one request. */
export class LiveSegment {
  readonly text: BlockList;
  readonly reasoning: BlockList;
  hasText = $state(false);
  hasReasoning = $state(false);
  view = $state.raw<SegmentView>({ blocks: [], reasoning: [], sources: [], images: [], finish: null });

  constructor(view?: SegmentView) {
    this.text = new BlockList(view?.blocks);
    this.reasoning = new BlockList(view?.reasoning);
    if (view) this.view = { ...view, blocks: [], reasoning: [] };
    this.#setFlags();
  }

  /** False when the patch builds on blocks this page never got. */
  apply(patch: SegmentPatch): boolean {
    const text = patch.text === null || this.text.apply(patch.text);
    const reasoning = patch.reasoning === null || this.reasoning.apply(patch.reasoning);
    if (patch.images) this.view = { ...this.view, images: patch.images };
    this.#setFlags();
    return text && reasoning;
  }

  replace(view: SegmentView): void {
    this.text.replace(view.blocks);
    this.reasoning.replace(view.reasoning);
    this.view = { ...view, blocks: [], reasoning: [] };
    this.#setFlags();
  }

  #setFlags(): void {
    this.hasText = this.text.length > 0;
    this.hasReasoning = this.reasoning.length > 0;
  }
}

/** Returns each image once: a continued answer may return the same again. */
function withoutRepeats(images: ImageView[]): ImageView[] {
  return images.filter((image, at) => images.findIndex((other) => other.hash === image.hash) === at);
}

/** One answer of one tab. */
export class LiveAnswer {
  readonly id: string;
  readonly model: string;
  readonly endpointName: string;
  readonly demo: boolean;
  state = $state<AnswerState>('waiting');
  metrics = $state.raw<Metrics>() as Metrics;
  failure = $state.raw<Failure | null>(null);
  /** Why and when it will be retried; only while it waits for that. */
  retry = $state.raw<Retry | null>(null);
  /** Whether it waits for a slot at its endpoint. */
  slot = $state(false);
  /** Parameters this server doesn't support. */
  dropped = $state.raw<string[]>([]);
  /** How many earlier turns its request left out. */
  earlierLeftOut = $state(0);
  canContinue = $state(false);
  canRetry = $state(false);
  segments = $state.raw<LiveSegment[]>([]);
  /** When the figures arrived, on the page's clock: running seconds count from there. */
  measured = $state.raw(0);
  /** When it will be retried, on the page's clock. */
  #due = $state.raw(0);
  final = $derived(isFinal(this.state));
  running = $derived(!this.final);
  hasText = $derived(this.segments.some((segment) => segment.hasText));
  images = $derived(withoutRepeats(this.segments.flatMap((segment) => segment.view.images)));
  /** Whether it has anything to show besides thinking. */
  says = $derived(this.hasText || this.images.length > 0);

  constructor(view: AnswerView) {
    this.id = view.id;
    this.model = view.model;
    this.endpointName = view.endpoint_name;
    this.demo = view.demo;
    this.#copy(view);
    this.segments = view.segments.map((segment) => new LiveSegment(segment));
  }

  /** Returns the milliseconds until it is retried, in whole seconds; `now` is the page's clock. */
  waitLeft(now: number): number {
    return Math.max(0, Math.ceil((this.#due - now) / 1000) * 1000);
  }

  /** Applies a patch. False when the page has missed something. */
  apply(patch: AnswerPatch): boolean {
    if (patch.ended) return this.replace(patch.ended);
    this.state = patch.state;
    this.#measure(patch.metrics);
    return patch.segment === null || this.#applySegment(patch.segment);
  }

  /** Takes over a complete answer, changing only what differs. */
  replace(view: AnswerView): true {
    this.#copy(view);
    view.segments.forEach((segment, at) => this.segments[at]?.replace(segment));
    const held = this.segments.slice(0, view.segments.length);
    const added = view.segments.slice(held.length).map((segment) => new LiveSegment(segment));
    if (added.length > 0 || held.length < this.segments.length) this.segments = [...held, ...added];
    return true;
  }

  #applySegment(patch: SegmentPatch): boolean {
    if (patch.index > this.segments.length) return false;
    if (patch.index === this.segments.length) this.segments = [...this.segments, new LiveSegment()];
    return this.segments[patch.index]?.apply(patch) ?? false;
  }

  #copy(view: AnswerView): void {
    this.state = view.state;
    this.failure = view.failure;
    this.#setRetry(view.retry);
    this.slot = view.waits_for_slot;
    this.dropped = view.dropped;
    this.earlierLeftOut = view.earlier_left_out;
    this.canContinue = view.can_continue;
    this.canRetry = view.can_retry;
    this.#measure(view.metrics);
  }

  #setRetry(retry: Retry | null): void {
    this.retry = retry;
    if (retry) this.#due = performance.now() + retry.at_ms - Date.now();
  }

  #measure(metrics: Metrics): void {
    this.metrics = metrics;
    this.measured = performance.now();
  }
}
