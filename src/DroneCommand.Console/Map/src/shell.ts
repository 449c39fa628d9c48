/**
 * Loaded by every page before its circuit: says plainly when the page has lost its server, since everything on it is
 * then old, and tries again on its own when the server comes back.
 */
interface ReconnectEvent extends Event {
  detail: { state: "show" | "hide" | "retrying" | "failed" | "rejected" };
}

function listen(): void {
  const modal = document.getElementById("components-reconnect-modal");
  const text = document.getElementById("offline-banner");
  if (!modal || !text) return;
  modal.addEventListener("components-reconnect-state-changed", (event) => {
    const { state } = (event as ReconnectEvent).detail;
    document.documentElement.toggleAttribute("data-offline", state !== "hide");
    if (state === "hide") text.textContent = "";
    if (state === "show" || state === "retrying") {
      text.textContent = "No connection to the server: what you see is old. Trying again…";
    } else if (state === "failed" || state === "rejected") {
      text.textContent = "The server was away and does not know this page any more. Loading it anew…";
      void reloadWhenServed();
    }
  });
}

/** A reload while nothing answers would leave the browser's own error page, which never comes back by itself. */
async function reloadWhenServed(): Promise<void> {
  for (;;) {
    try {
      await fetch(document.baseURI, { method: "HEAD", cache: "no-store" });
      location.reload();
      return;
    } catch {
      await new Promise((done) => setTimeout(done, 2_000));
    }
  }
}

listen();
