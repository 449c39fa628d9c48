import type { DrawnVehicle } from "./draw/overlay.js";
import type { TelemetryMessage } from "./fleet/decoder.js";

export interface DrawnState {
  readonly lat: number;
  readonly lon: number;
  /** Unix milliseconds by the browser's clock. */
  readonly drawnAt: number;
  readonly serverTimeMs: number;
  readonly stale: boolean;
}

declare global {
  interface Window {
    /** What the live map drew last, for tests: copies, which nothing reads back. */
    droneCommandMap?: Probe | undefined;
  }
}

const keptSamples = 2_000;

/** Records what was drawn and how long after the server's time: one sample for each message that reached a frame. */
export class Probe {
  private state: Record<string, DrawnState> = {};
  private samples: number[] = [];
  private pendingMs: number | undefined;

  get vehicles(): Readonly<Record<string, DrawnState>> {
    return { ...this.state };
  }

  /** Milliseconds from the wire (the oldest live position of a message) to the end of the frame that first showed it. */
  get latency(): readonly number[] {
    return [...this.samples];
  }

  received(message: TelemetryMessage): void {
    if (message.type !== "positions") return;
    const ages = message.vehicles.filter((vehicle) => !vehicle.stale && !vehicle.lost).map((vehicle) => vehicle.ageMs);
    if (ages.length > 0) this.pendingMs = message.serverTimeMs - Math.max(...ages);
  }

  drawn(drawn: readonly DrawnVehicle[]): void {
    const drawnAt = Date.now();
    const next: Record<string, DrawnState> = {};
    for (const { track, at, stale } of drawn) {
      next[track.roster.id] = { lat: at.lat, lon: at.lon, drawnAt, serverTimeMs: track.serverTimeMs, stale };
    }
    this.state = next;
    if (this.pendingMs === undefined) return;
    this.samples.push(drawnAt - this.pendingMs);
    if (this.samples.length > keptSamples) this.samples.shift();
    this.pendingMs = undefined;
  }
}
