/** What a guarded control needs of time and frames; tests hand in their own. */
export interface Clock {
  now(): number;
  /** Calls back at the next frame; returns a way to call it off. */
  frame(callback: () => void): () => void;
}

export const browserClock: Clock = {
  now: () => performance.now(),
  frame: (callback) => {
    const id = requestAnimationFrame(callback);
    return () => cancelAnimationFrame(id);
  },
};

export interface GuardView {
  progress(share: number): void;
  /** For the screen reader: said while it is held, when it fires and when it is let go. */
  say(text: string): void;
}

export const holdMs = 2_000;
const restMs = 1_500;
const slideEnd = 0.96;

/**
 * A control that fires only on purpose: after being held for two seconds or slid to its end. One gesture fires at most
 * once, and for 1.5 s after firing nothing starts another, so that a double press has one effect.
 */
export class Guard {
  private share = 0;
  private heldSince: number | undefined;
  private cancelFrame: (() => void) | undefined;
  private restUntil = Number.NEGATIVE_INFINITY;
  private said = -1;

  constructor(
    private readonly action: string,
    private readonly clock: Clock,
    private readonly view: GuardView,
    private readonly fire: () => void,
  ) {}

  get active(): boolean {
    return this.share > 0 || this.heldSince !== undefined;
  }

  holdStart(): void {
    if (this.heldSince !== undefined || this.clock.now() < this.restUntil) return;
    this.heldSince = this.clock.now();
    this.said = -1;
    this.step();
  }

  slideTo(share: number): void {
    if (this.clock.now() < this.restUntil) return;
    this.show(Math.max(0, Math.min(1, share)));
    if (share >= slideEnd) this.fired();
  }

  /** Let go, left or interrupted before the end: nothing happens. */
  release(): void {
    if (!this.active) return;
    const wasHeld = this.heldSince !== undefined;
    this.stop();
    if (wasHeld) this.view.say(`${this.action}: let go, nothing sent`);
  }

  private readonly step = () => {
    if (this.heldSince === undefined) return;
    const elapsed = this.clock.now() - this.heldSince;
    this.show(Math.min(1, elapsed / holdMs));
    const secondsLeft = Math.ceil((holdMs - elapsed) / 1000);
    if (secondsLeft !== this.said && secondsLeft > 0) {
      this.said = secondsLeft;
      this.view.say(`${this.action}: keep holding, ${secondsLeft} s`);
    }
    if (elapsed >= holdMs) this.fired();
    else this.cancelFrame = this.clock.frame(this.step);
  };

  private fired(): void {
    this.restUntil = this.clock.now() + restMs;
    this.stop();
    this.view.say(`${this.action}: sent`);
    this.fire();
  }

  private stop(): void {
    this.cancelFrame?.();
    this.cancelFrame = undefined;
    this.heldSince = undefined;
    this.show(0);
  }

  private show(share: number): void {
    this.share = share;
    this.view.progress(share);
  }
}
