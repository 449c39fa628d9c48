import type { Attached } from "../controls/attach.js";
import { MultipartReader, type Part } from "./multipart.js";

const oldMs = 1_500;
const retryMs = 2_000;

/**
 * Shows a camera's MJPEG stream on a canvas and says how old its picture is. Read here and not by an <img>, because an
 * <img> shows a dead stream's last picture as if it were live.
 */
export function openFeed(canvas: HTMLCanvasElement, status: HTMLElement, path: string): Attached {
  const feed = new Feed(canvas, status, path);
  return { dispose: () => feed.close() };
}

class Feed {
  private readonly stop = new AbortController();
  private readonly timer: ReturnType<typeof setInterval>;
  private lastAt: number | undefined;
  private latencyMs: number | undefined;
  private trouble = "";
  private decoding = false;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly status: HTMLElement,
    private readonly path: string,
  ) {
    this.timer = setInterval(() => this.tell(), 250);
    void this.run();
  }

  close(): void {
    clearInterval(this.timer);
    this.stop.abort();
  }

  private async run(): Promise<void> {
    while (!this.stop.signal.aborted) {
      try {
        await this.read();
        this.trouble = "the stream ended";
      } catch (error) {
        if (this.stop.signal.aborted) return;
        this.trouble = error instanceof Error ? error.message : String(error);
      }
      await new Promise((done) => setTimeout(done, retryMs));
    }
  }

  private async read(): Promise<void> {
    const response = await fetch(new URL(this.path, document.baseURI), { signal: this.stop.signal });
    if (!response.ok || !response.body) throw new Error(`no stream (HTTP ${response.status})`);
    const parts = new MultipartReader();
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const newest = parts.push(value).at(-1);
      // While one picture is decoded the next ones are dropped: the newest wins, nothing queues.
      if (newest && !this.decoding) void this.show(newest);
    }
  }

  private async show(part: Part): Promise<void> {
    this.decoding = true;
    try {
      const picture = await createImageBitmap(new Blob([part.body as BlobPart], { type: "image/jpeg" }));
      if (this.canvas.width !== picture.width) this.canvas.width = picture.width;
      if (this.canvas.height !== picture.height) this.canvas.height = picture.height;
      this.canvas.getContext("2d")?.drawImage(picture, 0, 0);
      picture.close();
      this.lastAt = performance.now();
      this.trouble = "";
      const takenAt = Number(part.headers.get("x-timestamp") ?? Number.NaN);
      this.latencyMs = Number.isNaN(takenAt) ? undefined : Math.max(0, Date.now() - takenAt);
    } catch {
      this.trouble = "a picture could not be read";
    } finally {
      this.decoding = false;
    }
  }

  private tell(): void {
    const age = this.lastAt === undefined ? undefined : performance.now() - this.lastAt;
    const [state, text] = describe(age, this.latencyMs, this.trouble);
    if (this.status.textContent !== text) this.status.textContent = text;
    this.canvas.dataset.state = state;
    this.status.dataset.state = state;
  }
}

export type FeedState = "waiting" | "live" | "old";

/** The badge on the picture: 'LIVE 40 ms', 'picture 3 s old', 'no picture: …'. */
export function describe(
  ageMs: number | undefined,
  latencyMs: number | undefined,
  trouble: string,
): [FeedState, string] {
  if (ageMs === undefined) return ["waiting", trouble === "" ? "waits for a picture" : `no picture: ${trouble}`];
  const total = ageMs + (latencyMs ?? 0);
  if (total > oldMs) return ["old", `picture ${(total / 1000).toFixed(0)} s old`];
  // Tens of milliseconds: a badge whose last digit dances says nothing more.
  return ["live", latencyMs === undefined ? "LIVE" : `LIVE ${Math.max(10, Math.round(latencyMs / 10) * 10)} ms`];
}
