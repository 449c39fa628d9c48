import type { LngLatBoundsLike } from "maplibre-gl";
import type { Geometry, Position } from "geojson";

/** Every position of a geometry, whatever its kind. */
export function positionsOf(geometry: Geometry): Position[] {
  if (geometry.type === "GeometryCollection") return geometry.geometries.flatMap(positionsOf);
  const flat = (geometry.coordinates as unknown[]).flat(Infinity) as number[];
  const step = geometry.type === "Point" ? geometry.coordinates.length : dimensionOf(geometry.coordinates);
  const positions: Position[] = [];
  for (let i = 0; i + 1 < flat.length; i += step) positions.push([flat[i]!, flat[i + 1]!]);
  return positions;
}

function dimensionOf(coordinates: unknown): number {
  let inner = coordinates;
  while (Array.isArray(inner) && Array.isArray(inner[0])) inner = inner[0];
  return Array.isArray(inner) ? inner.length : 2;
}

/** The smallest box about positions. */
export function boundsOf(positions: Position[]): LngLatBoundsLike {
  const lons = positions.map((position) => position[0]!);
  const lats = positions.map((position) => position[1]!);
  return [
    [Math.min(...lons), Math.min(...lats)],
    [Math.max(...lons), Math.max(...lats)],
  ];
}
