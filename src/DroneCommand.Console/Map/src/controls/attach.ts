import { browserClock, Guard } from "./guard.js";

interface DotNet {
  invokeMethodAsync(method: string, ...args: unknown[]): Promise<unknown>;
}

export interface Attached {
  dispose(): void;
}

const thumbPx = 46;

/**
 * Binds a guarded control: `slide` by dragging its thumb to the end, `hold` by pressing for two seconds, both by holding
 * Enter or Space. A click that no key or pointer made (a screen reader's) arms it, a second one within four seconds fires.
 */
export function attach(element: HTMLElement, dotnet: DotNet, kind: "slide" | "hold", action: string): Attached {
  const live = element.parentElement?.querySelector<HTMLElement>("[aria-live]");
  const say = (text: string) => {
    if (live) live.textContent = text;
  };
  const guard = new Guard(action, browserClock, { progress: (share) => showProgress(element, share), say }, () => {
    void dotnet.invokeMethodAsync("OnFired");
  });
  const stop = new AbortController();
  const on = <K extends keyof HTMLElementEventMap>(type: K, handler: (event: HTMLElementEventMap[K]) => void) =>
    element.addEventListener(type, handler, { signal: stop.signal });

  bindKeys(on, guard);
  if (kind === "hold") bindHold(on, element, guard);
  else bindSlide(on, element, guard);
  bindAssistive(on, dotnet, action, say);
  on("blur", () => guard.release());
  return {
    dispose: () => {
      guard.release();
      stop.abort();
    },
  };
}

type On = <K extends keyof HTMLElementEventMap>(type: K, handler: (event: HTMLElementEventMap[K]) => void) => void;

function showProgress(element: HTMLElement, share: number): void {
  element.style.setProperty("--progress", share.toFixed(3));
  element.toggleAttribute("data-active", share > 0);
}

function bindKeys(on: On, guard: Guard): void {
  const isKey = (event: KeyboardEvent) => event.key === "Enter" || event.key === " ";
  on("keydown", (event) => {
    if (!isKey(event)) return;
    event.preventDefault();
    if (!event.repeat) guard.holdStart();
  });
  on("keyup", (event) => {
    if (!isKey(event)) return;
    event.preventDefault();
    guard.release();
  });
}

function bindHold(on: On, element: HTMLElement, guard: Guard): void {
  on("pointerdown", (event) => {
    if (event.button !== 0 || isDisabled(element)) return;
    element.setPointerCapture(event.pointerId);
    guard.holdStart();
  });
  on("pointermove", (event) => {
    // Pulled off the button: the way to change one's mind.
    if (guard.active && !contains(element, event)) guard.release();
  });
  on("pointerup", () => guard.release());
  on("pointercancel", () => guard.release());
  on("contextmenu", (event) => event.preventDefault());
}

function bindSlide(on: On, element: HTMLElement, guard: Guard): void {
  let startX: number | undefined;
  on("pointerdown", (event) => {
    const box = element.getBoundingClientRect();
    // Only from the thumb: a press on the far end must not count as slid.
    if (event.button !== 0 || isDisabled(element) || event.clientX - box.left > thumbPx + 12) return;
    element.setPointerCapture(event.pointerId);
    startX = event.clientX;
  });
  on("pointermove", (event) => {
    if (startX === undefined) return;
    guard.slideTo((event.clientX - startX) / Math.max(1, element.clientWidth - thumbPx - 8));
    if (!guard.active && event.clientX - startX > thumbPx) startX = undefined;
  });
  const end = () => {
    startX = undefined;
    guard.release();
  };
  on("pointerup", end);
  on("pointercancel", end);
}

function bindAssistive(on: On, dotnet: DotNet, action: string, say: (text: string) => void): void {
  let armedUntil = 0;
  let pointerAt = Number.NEGATIVE_INFINITY;
  on("pointerup", () => (pointerAt = performance.now()));
  on("click", (event) => {
    event.preventDefault();
    const now = performance.now();
    if (event.detail > 0 || now - pointerAt < 700) return;
    if (now < armedUntil) {
      armedUntil = 0;
      say(`${action}: sent`);
      void dotnet.invokeMethodAsync("OnFired");
    } else {
      armedUntil = now + 4_000;
      say(`${action}: press once more within 4 seconds to confirm`);
    }
  });
}

function isDisabled(element: HTMLElement): boolean {
  return element.hasAttribute("disabled") || element.getAttribute("aria-disabled") === "true";
}

function contains(element: HTMLElement, event: PointerEvent): boolean {
  const box = element.getBoundingClientRect();
  return event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
}
