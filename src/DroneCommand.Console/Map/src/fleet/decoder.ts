/** Decodes the binary messages of /live/telemetry; TelemetryFrameEncoder on the server is its other half. */

export interface RosterEntry {
  handle: number;
  id: string;
  name: string;
  kind: number;
  simulated: boolean;
}

export const VehicleKind = { unknown: 0, copter: 1, plane: 2, rover: 3, boat: 4 } as const;

export const VehicleStatus = {
  notReady: 0,
  ready: 1,
  preparing: 2,
  onTask: 3,
  holding: 4,
  returning: 5,
  landing: 6,
  pilotFlies: 7,
  missing: 8,
  quarantined: 9,
} as const;

/** Worst severity of what needs a person, plus one; 0 when nothing does. */
export const SeverityCode = { none: 0, info: 1, warning: 2, error: 3, critical: 4 } as const;

export interface PositionEntry {
  handle: number;
  kind: number;
  armed: boolean;
  stale: boolean;
  lost: boolean;
  needsYou: boolean;
  simulated: boolean;
  status: number;
  severity: number;
  /** Degrees; NaN while the vehicle has no position. */
  lat: number;
  lon: number;
  /** Metres above home; NaN when unknown. */
  aboveHomeM: number;
  /** Degrees clockwise from true north; NaN when unknown. */
  headingDeg: number;
  /** Metres per second over ground; NaN when unknown. */
  groundSpeedMps: number;
  /** How old the position was at the message's server time. */
  ageMs: number;
}

export type TelemetryMessage =
  | { type: "roster"; vehicles: RosterEntry[] }
  | { type: "positions"; serverTimeMs: number; vehicles: PositionEntry[] };

const rosterType = 1;
const positionsType = 2;
const positionsVersion = 1;
const headerBytes = 12;
export const bytesPerVehicle = 38;

const Flag = { armed: 1, stale: 2, lost: 4, needsYou: 8, simulated: 16 } as const;

/** Throws with the reason when the bytes are not a message of this protocol: a half-read message is never drawn. */
export function decode(buffer: ArrayBuffer): TelemetryMessage {
  const view = new DataView(buffer);
  if (view.byteLength === 0) throw new Error("empty telemetry message");
  const type = view.getUint8(0);
  if (type === rosterType) return { type: "roster", vehicles: decodeRoster(buffer) };
  if (type === positionsType) return decodePositions(view);
  throw new Error(`unknown telemetry message type ${type}`);
}

function decodeRoster(buffer: ArrayBuffer): RosterEntry[] {
  const parsed: unknown = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 1)));
  if (!Array.isArray(parsed)) throw new Error("the roster is not a list");
  return parsed as RosterEntry[];
}

function decodePositions(view: DataView): TelemetryMessage {
  if (view.byteLength < headerBytes) throw new Error("the positions message is cut short");
  const version = view.getUint8(1);
  if (version !== positionsVersion) throw new Error(`positions version ${version} is not known: reload the page`);
  const count = view.getUint16(2, true);
  if (view.byteLength !== headerBytes + count * bytesPerVehicle) {
    throw new Error(`${count} vehicles do not fill ${view.byteLength} bytes`);
  }
  const vehicles: PositionEntry[] = [];
  for (let i = 0; i < count; i++) vehicles.push(decodeVehicle(view, headerBytes + i * bytesPerVehicle));
  return { type: "positions", serverTimeMs: view.getFloat64(4, true), vehicles };
}

function decodeVehicle(view: DataView, at: number): PositionEntry {
  const flags = view.getUint8(at + 3);
  return {
    handle: view.getUint16(at, true),
    kind: view.getUint8(at + 2),
    armed: (flags & Flag.armed) !== 0,
    stale: (flags & Flag.stale) !== 0,
    lost: (flags & Flag.lost) !== 0,
    needsYou: (flags & Flag.needsYou) !== 0,
    simulated: (flags & Flag.simulated) !== 0,
    status: view.getUint8(at + 4),
    severity: view.getUint8(at + 5),
    lat: view.getFloat64(at + 6, true),
    lon: view.getFloat64(at + 14, true),
    aboveHomeM: view.getFloat32(at + 22, true),
    headingDeg: view.getFloat32(at + 26, true),
    groundSpeedMps: view.getFloat32(at + 30, true),
    ageMs: view.getUint32(at + 34, true),
  };
}
