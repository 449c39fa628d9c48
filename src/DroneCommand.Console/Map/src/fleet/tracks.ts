import { distance, type Point } from "../geo/geodesic.js";
import type { PositionEntry, RosterEntry, TelemetryMessage } from "./decoder.js";

/** A jump longer than this is drawn at once: gliding across it would show places where the vehicle never was. */
const jumpM = 60;
/** A vehicle glides on for at most this long after its newest position; then it stands, and after 1.5 s looks stale. */
const longestGlideMs = 400;
const blendMs = 150;
const trailStepM = 1.5;
const trailPoints = 400;
const staleMs = 1_500;
/** The server sends everything each 2 s: what was not sent for longer is old, whatever its last flags said. */
const silentMs = 2_500;
const lostMs = 4_500;

export interface TrailPoint extends Point {
  atMs: number;
}

/**
 * One vehicle as drawn. The newest position counts from the frame after it came: the mark moves on from it at the
 * measured velocity, and what was drawn wrongly before fades out within 150 ms.
 */
export class Track {
  entry: PositionEntry;
  readonly trail: TrailPoint[] = [];
  /** Local time of the newest message about this vehicle. */
  receivedAt: number;
  serverTimeMs: number;
  private base: Point | undefined;
  private baseAt = 0;
  private velocity = { lat: 0, lon: 0 };
  private error = { lat: 0, lon: 0 };
  private sampleMs = 0;

  constructor(
    readonly roster: RosterEntry,
    entry: PositionEntry,
    serverTimeMs: number,
    now: number,
  ) {
    this.entry = entry;
    this.receivedAt = now;
    this.serverTimeMs = serverTimeMs;
    this.update(entry, serverTimeMs, now);
  }

  update(entry: PositionEntry, serverTimeMs: number, now: number): void {
    const shown = this.positionAt(now);
    const sampleMs = serverTimeMs - entry.ageMs;
    this.entry = entry;
    this.receivedAt = now;
    this.serverTimeMs = serverTimeMs;
    if (Number.isNaN(entry.lat) || Number.isNaN(entry.lon)) return;
    if (this.base && sampleMs - this.sampleMs < 20) return;
    this.moveBase(entry, sampleMs, now, shown);
    this.extendTrail(entry, now);
  }

  /** Where to draw the vehicle; undefined while it has no position. */
  positionAt(now: number): Point | undefined {
    if (!this.base) return undefined;
    const since = Math.max(0, now - this.baseAt);
    const glide = this.isStale(now) ? 0 : Math.min(since, longestGlideMs);
    const blend = Math.max(0, 1 - since / blendMs);
    return {
      lat: this.base.lat + this.velocity.lat * glide + this.error.lat * blend,
      lon: this.base.lon + this.velocity.lon * glide + this.error.lon * blend,
    };
  }

  /** True while another frame would look different. */
  isMovingAt(now: number): boolean {
    return now - this.baseAt < longestGlideMs + 50;
  }

  /** Milliseconds since the vehicle was where it is drawn, by the server's age plus the wait since the message. */
  ageAt(now: number): number {
    return this.entry.ageMs + (now - this.receivedAt);
  }

  isStale(now: number): boolean {
    const { stale, lost, ageMs } = this.entry;
    return stale || lost || ageMs > staleMs || now - this.receivedAt > silentMs;
  }

  isLost(now: number): boolean {
    return this.entry.lost || now - this.receivedAt > lostMs;
  }

  private moveBase(to: Point, sampleMs: number, now: number, shown: Point | undefined): void {
    const jump = this.base ? distance(this.base, to) : Number.POSITIVE_INFINITY;
    const elapsed = sampleMs - this.sampleMs;
    const steady = this.base && shown && jump < jumpM && elapsed < 2_000;
    this.velocity = steady
      ? { lat: (to.lat - this.base!.lat) / elapsed, lon: (to.lon - this.base!.lon) / elapsed }
      : { lat: 0, lon: 0 };
    this.error = steady ? { lat: shown.lat - to.lat, lon: shown.lon - to.lon } : { lat: 0, lon: 0 };
    if (jump >= jumpM) this.trail.length = 0;
    this.base = { lat: to.lat, lon: to.lon };
    this.baseAt = now;
    this.sampleMs = sampleMs;
  }

  private extendTrail(to: Point, now: number): void {
    const last = this.trail[this.trail.length - 1];
    if (last && distance(last, to) < trailStepM) return;
    this.trail.push({ lat: to.lat, lon: to.lon, atMs: now });
    if (this.trail.length > trailPoints) this.trail.shift();
  }
}

/** All vehicles of the feed by handle, as the messages leave them. */
export class Fleet {
  private readonly roster = new Map<number, RosterEntry>();
  private readonly byHandle = new Map<number, Track>();
  /** Newest server time; an older message that arrives late changes nothing. */
  private newestMs = 0;

  get tracks(): IterableIterator<Track> {
    return this.byHandle.values();
  }

  find(id: string): Track | undefined {
    for (const track of this.byHandle.values()) if (track.roster.id === id) return track;
    return undefined;
  }

  apply(message: TelemetryMessage, now: number): void {
    if (message.type === "roster") {
      this.replaceRoster(message.vehicles);
      return;
    }
    if (message.serverTimeMs < this.newestMs) return;
    this.newestMs = message.serverTimeMs;
    for (const entry of message.vehicles) {
      const vehicle = this.roster.get(entry.handle);
      if (!vehicle) continue;
      const track = this.byHandle.get(entry.handle);
      if (track) track.update(entry, message.serverTimeMs, now);
      else this.byHandle.set(entry.handle, new Track(vehicle, entry, message.serverTimeMs, now));
    }
  }

  /** A new connection may come from a restarted server, whose clock may stand earlier. */
  restart(): void {
    this.newestMs = 0;
  }

  private replaceRoster(vehicles: RosterEntry[]): void {
    this.roster.clear();
    for (const vehicle of vehicles) this.roster.set(vehicle.handle, vehicle);
    for (const [handle, track] of this.byHandle) {
      if (this.roster.get(handle)?.id !== track.roster.id) this.byHandle.delete(handle);
    }
  }
}
