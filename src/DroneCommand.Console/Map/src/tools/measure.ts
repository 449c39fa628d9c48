import { bearing, distance, formatLength, type Point } from "../geo/geodesic.js";

/** The words beside a measured line: its whole length, and the last leg's length and bearing. */
export function describeMeasure(points: readonly Point[]): string {
  if (points.length === 0) return "Click the map to measure; Esc ends.";
  if (points.length === 1) return "Click the next point; Esc ends.";
  const legs = points.slice(1).map((to, i) => distance(points[i]!, to));
  const total = legs.reduce((sum, leg) => sum + leg, 0);
  const [from, to] = [points[points.length - 2]!, points[points.length - 1]!];
  const last = `${formatLength(legs[legs.length - 1]!)} at ${bearing(from, to).toFixed(0).padStart(3, "0")}°`;
  return legs.length === 1 ? last : `${formatLength(total)} in ${legs.length} legs · last ${last}`;
}
