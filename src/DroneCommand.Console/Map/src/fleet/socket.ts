import { decode, type TelemetryMessage } from "./decoder.js";

export interface FeedEvents {
  message(message: TelemetryMessage): void;
  /** False from the moment nothing comes any more: everything drawn is old from then on. */
  connected(up: boolean): void;
}

const firstDelayMs = 500;
const longestDelayMs = 10_000;
/** The server sends the full set every 2 s: a silence longer than two of these is a dead connection. */
const silenceMs = 4_500;

/** How long to wait before the given attempt (from 0): doubles up to ten seconds, with jitter against a stampede. */
export function reconnectDelay(attempt: number, random: () => number): number {
  const delay = Math.min(longestDelayMs, firstDelayMs * 2 ** attempt);
  return delay * (0.75 + 0.5 * random());
}

/** The telemetry WebSocket: connects, decodes, notices silence, and connects again until it is closed. */
export class TelemetrySocket {
  private socket: WebSocket | undefined;
  private attempt = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private watchdog: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  constructor(
    private readonly path: string,
    private readonly events: FeedEvents,
  ) {
    this.open();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.retry);
    clearTimeout(this.watchdog);
    this.socket?.close();
  }

  private open(): void {
    const url = new URL(this.path, document.baseURI);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(url);
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onmessage = (event: MessageEvent<ArrayBuffer>) => this.received(socket, event.data);
    socket.onclose = () => this.lost(socket);
    this.watch(socket);
  }

  private received(socket: WebSocket, data: ArrayBuffer): void {
    if (socket !== this.socket) return;
    this.attempt = 0;
    this.watch(socket);
    this.events.connected(true);
    try {
      this.events.message(decode(data));
    } catch (error) {
      // One bad message is dropped and named; the next full set comes within 2 s.
      console.error("telemetry:", error);
    }
  }

  private watch(socket: WebSocket): void {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => {
      socket.close();
      // A close of a dead connection can take minutes to be confirmed.
      this.lost(socket);
    }, silenceMs);
  }

  private lost(socket: WebSocket): void {
    if (socket !== this.socket) return;
    this.socket = undefined;
    clearTimeout(this.watchdog);
    if (this.closed) return;
    this.events.connected(false);
    this.retry = setTimeout(() => this.open(), reconnectDelay(this.attempt++, Math.random));
  }
}
