import { SeverityCode, VehicleStatus, type PositionEntry } from "../fleet/decoder.js";
import type { Tokens } from "../style/tokens.js";

/** The severity's shape; it reads without its colour. */
export type Mark = "triangle" | "square" | "diamond" | "circle" | "ring";

export interface Look {
  colour: string;
  mark: Mark;
}

/** How a vehicle looks: severity first, then what it does. The same order as the list's on the page. */
export function lookOf(entry: PositionEntry, lost: boolean, tokens: Tokens): Look {
  if (lost || entry.status === VehicleStatus.missing) return { colour: tokens.missing, mark: "ring" };
  if (entry.severity === SeverityCode.critical) return { colour: tokens.critical, mark: "triangle" };
  if (entry.severity === SeverityCode.error) return { colour: tokens.error, mark: "square" };
  if (entry.severity === SeverityCode.warning) return { colour: tokens.warning, mark: "diamond" };
  return { colour: statusColour(entry.status, tokens), mark: "circle" };
}

function statusColour(status: number, tokens: Tokens): string {
  switch (status) {
    case VehicleStatus.ready:
      return tokens.ready;
    case VehicleStatus.notReady:
      return tokens.idle;
    case VehicleStatus.returning:
    case VehicleStatus.landing:
      return tokens.returning;
    case VehicleStatus.pilotFlies:
      return tokens.warning;
    case VehicleStatus.quarantined:
      return tokens.error;
    default:
      return tokens.busy;
  }
}

/** 'now', '4 s', '3 min', '2 h': coarse on purpose, an age is not a measurement. */
export function formatAge(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 1) return "now";
  if (seconds < 100) return `${seconds.toFixed(0)} s`;
  if (seconds < 6000) return `${(seconds / 60).toFixed(0)} min`;
  return `${(seconds / 3600).toFixed(0)} h`;
}
