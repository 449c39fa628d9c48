import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { FeatureCollection, Geometry } from "geojson";

/** Coarse land and borders (Natural Earth, 1:110 million), so that a map zoomed far out is never an empty void. */
export async function loadWorld(path: string): Promise<FeatureCollection<Geometry>> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
  const topology = (await response.json()) as Topology<{ countries: GeometryCollection; land: GeometryCollection }>;
  const land = feature(topology, topology.objects.land) as unknown as FeatureCollection<Geometry>;
  const borders = mesh(topology, topology.objects.countries, (one, other) => one !== other);
  return {
    type: "FeatureCollection",
    features: [...land.features, { type: "Feature", properties: {}, geometry: borders }],
  };
}
