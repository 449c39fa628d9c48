import type { FilterSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { FeatureCollection, Geometry } from "geojson";
import type { Tokens } from "./tokens.js";

/** A group of layers that a person switches as one. */
export interface LayerGroup {
  id: string;
  title: string;
  layers: string[];
}

export const layerGroups: LayerGroup[] = [
  { id: "zones", title: "Boundary and zones", layers: ["boundary", "keep-out", "keep-out-line", "privacy", "privacy-line"] },
  { id: "buildings", title: "Buildings", layers: ["building", "building-line"] },
  { id: "roads", title: "Roads, yards and water", layers: ["water", "yard", "tree", "road", "road-line", "gate"] },
  { id: "perimeter", title: "Perimeters and checkpoints", layers: ["perimeter", "checkpoint"] },
  { id: "ground", title: "Areas, lines and places to plan on", layers: ["plan-area", "plan-line", "place"] },
  { id: "labels", title: "Place names", layers: ["label-area", "label-point"] },
];

export const hatchImage = "privacy-hatch";
export const dockImage = "dock";
export const checkpointImage = "checkpoint";

const kind = (...kinds: string[]): FilterSpecification => ["in", ["get", "kind"], ["literal", kinds]];

/** Metres of ground width at every zoom, for lines that are things (roads) and not symbols. */
function metresWide(metres: number): unknown[] {
  const pixelsAt = (zoom: number) => metres / (78271.5 * Math.cos((50 * Math.PI) / 180) / 2 ** zoom);
  return ["interpolate", ["exponential", 2], ["zoom"], 10, pixelsAt(10), 22, pixelsAt(22)];
}

/** The whole style: made from the site's own features, with coarse land behind it at low zoom, and no outside address. */
export function siteStyle(
  tokens: Tokens,
  site: FeatureCollection<Geometry>,
  land: FeatureCollection<Geometry>,
): StyleSpecification {
  return {
    version: 8,
    sources: {
      site: { type: "geojson", data: site },
      land: { type: "geojson", data: land },
    },
    layers: [...worldLayers(tokens), ...groundLayers(tokens), ...zoneLayers(tokens), ...labelLayers(tokens)],
  };
}

function worldLayers(t: Tokens): LayerSpecification[] {
  return [
    {
      id: "ground",
      type: "background",
      paint: { "background-color": ["interpolate", ["linear"], ["zoom"], 9, t.mapWater, 11, t.mapGround] },
    },
    {
      id: "land",
      type: "fill",
      source: "land",
      maxzoom: 12,
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": t.mapGround },
    },
    {
      id: "countries",
      type: "line",
      source: "land",
      maxzoom: 10,
      filter: ["==", ["geometry-type"], "LineString"],
      paint: { "line-color": t.mapLine, "line-width": 1 },
    },
  ];
}

function groundLayers(t: Tokens): LayerSpecification[] {
  return [
    { id: "water", type: "fill", source: "site", filter: kind("water"), paint: { "fill-color": t.mapWater } },
    {
      id: "yard",
      type: "fill",
      source: "site",
      filter: kind("yard"),
      paint: { "fill-color": t.mapRoad, "fill-opacity": 0.45 },
    },
    {
      id: "tree",
      type: "circle",
      source: "site",
      filter: kind("tree"),
      minzoom: 15,
      paint: { "circle-color": t.keepIn, "circle-opacity": 0.25, "circle-radius": metresWide(3) as never },
    },
    {
      id: "road",
      type: "line",
      source: "site",
      filter: kind("road"),
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": t.mapRoad, "line-width": metresWide(7) as never },
    },
    {
      id: "road-line",
      type: "line",
      source: "site",
      minzoom: 15,
      filter: kind("road"),
      paint: { "line-color": t.mapLine, "line-width": 1, "line-dasharray": [8, 8] },
    },
    { id: "building", type: "fill", source: "site", filter: kind("building", "obstacle"), paint: { "fill-color": t.mapBuilding } },
    {
      id: "building-line",
      type: "line",
      source: "site",
      filter: kind("building", "obstacle"),
      paint: { "line-color": t.mapEdge, "line-width": 1 },
    },
    {
      id: "gate",
      type: "line",
      source: "site",
      filter: kind("gate"),
      paint: { "line-color": t.warning, "line-width": 4, "line-opacity": 0.8 },
    },
  ];
}

function zoneLayers(t: Tokens): LayerSpecification[] {
  return [
    {
      id: "privacy",
      type: "fill",
      source: "site",
      filter: kind("privacy"),
      paint: { "fill-pattern": hatchImage, "fill-opacity": 0.6 },
    },
    {
      id: "privacy-line",
      type: "line",
      source: "site",
      filter: kind("privacy"),
      paint: { "line-color": t.privacy, "line-width": 1, "line-opacity": 0.6 },
    },
    {
      id: "keep-out",
      type: "fill",
      source: "site",
      filter: kind("keep-out"),
      paint: { "fill-color": t.keepOut, "fill-opacity": 0.18 },
    },
    {
      id: "keep-out-line",
      type: "line",
      source: "site",
      filter: kind("keep-out"),
      paint: { "line-color": t.keepOut, "line-width": 1.2 },
    },
    {
      id: "boundary",
      type: "line",
      source: "site",
      filter: kind("boundary"),
      paint: { "line-color": t.keepIn, "line-width": 1.6, "line-dasharray": [4, 2.5], "line-opacity": 0.85 },
    },
    {
      id: "plan-area",
      type: "line",
      source: "site",
      filter: kind("area"),
      paint: { "line-color": t.mapNote, "line-width": 1, "line-dasharray": [6, 3], "line-opacity": 0.7 },
    },
    {
      id: "plan-line",
      type: "line",
      source: "site",
      filter: kind("line"),
      paint: { "line-color": t.mapNote, "line-width": 1.2, "line-dasharray": [8, 2, 1, 2], "line-opacity": 0.7 },
    },
    {
      id: "perimeter",
      type: "line",
      source: "site",
      filter: kind("perimeter"),
      paint: { "line-color": t.mapNote, "line-width": 1, "line-dasharray": [1, 3], "line-opacity": 0.7 },
    },
  ];
}

function labelLayers(t: Tokens): LayerSpecification[] {
  const halo = { "text-halo-color": t.mapGround, "text-halo-width": 1.2 };
  const font = [t.font];
  return [
    {
      id: "label-area",
      type: "symbol",
      source: "site",
      minzoom: 15,
      filter: kind("building", "keep-out", "privacy", "water", "obstacle", "area", "line"),
      layout: {
        "text-field": ["get", "name"],
        "text-font": font,
        "text-size": 11,
        "text-max-width": 8,
        "text-padding": 6,
        // Zones first: when two names meet, the one that forbids something stays.
        "symbol-sort-key": ["match", ["get", "kind"], "keep-out", 0, "privacy", 1, "building", 2, 3],
      },
      paint: {
        "text-color": ["match", ["get", "kind"], "keep-out", t.keepOut, "privacy", t.privacy, t.mapNote],
        ...halo,
      },
    },
    {
      id: "checkpoint",
      type: "symbol",
      source: "site",
      minzoom: 15,
      filter: kind("checkpoint"),
      layout: { "icon-image": checkpointImage, "icon-allow-overlap": true },
    },
    {
      id: "place",
      type: "circle",
      source: "site",
      minzoom: 15,
      filter: kind("place"),
      paint: { "circle-color": t.mapGround, "circle-radius": 4, "circle-stroke-width": 2, "circle-stroke-color": t.mapNote },
    },
    {
      id: "dock",
      type: "symbol",
      source: "site",
      minzoom: 13,
      filter: kind("dock"),
      layout: { "icon-image": dockImage, "icon-allow-overlap": true },
    },
    {
      id: "label-point",
      type: "symbol",
      source: "site",
      minzoom: 15.5,
      filter: kind("dock", "checkpoint", "gate", "place"),
      layout: {
        "text-field": ["get", "name"],
        "text-font": font,
        "text-size": 11,
        "text-padding": 4,
        "text-variable-anchor": ["left", "right", "top", "bottom"],
        "text-radial-offset": 1.1,
        "text-justify": "auto",
      },
      paint: { "text-color": t.mapNote, "text-opacity": 0.85, ...halo },
    },
  ];
}
