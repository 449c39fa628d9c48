import type { Attached } from "./controls/attach.js";

export type Theme = "dark" | "light";

const cookie = "dronecommand-theme";

/** The theme that the server wrote into the page from the cookie. */
export function currentTheme(): Theme {
  return document.documentElement.dataset.theme === "light" ? "light" : "dark";
}

/** Sets the theme at once, and for later visits: in a cookie, so that the first paint has it already. */
export function setTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  document.cookie = `${cookie}=${theme}; path=/; max-age=31536000; samesite=lax`;
}

/** The phone's sheet: a drag or press on its handle opens it over the list and closes it again. */
export function attachSheet(handle: HTMLElement, sheet: HTMLElement): Attached {
  const stop = new AbortController();
  let startY: number | undefined;
  const show = (open: boolean) => {
    sheet.toggleAttribute("data-open", open);
    handle.setAttribute("aria-expanded", String(open));
  };
  const on = (type: keyof HTMLElementEventMap, handler: (event: PointerEvent) => void) =>
    handle.addEventListener(type, handler as EventListener, { signal: stop.signal });
  on("pointerdown", (event) => {
    startY = event.clientY;
    handle.setPointerCapture(event.pointerId);
  });
  on("pointermove", (event) => {
    if (startY === undefined || Math.abs(event.clientY - startY) < 24) return;
    show(event.clientY < startY);
    startY = undefined;
  });
  on("click", () => {
    if (startY === undefined) return;
    show(!sheet.hasAttribute("data-open"));
    startY = undefined;
  });
  handle.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Enter" || event.key === " ") startY = 0;
    },
    { signal: stop.signal },
  );
  return { dispose: () => stop.abort() };
}
