import type { Map as MapLibreMap } from "maplibre-gl";
import { checkpointImage, dockImage, hatchImage } from "./siteStyle.js";
import type { Tokens } from "./tokens.js";

const ratio = 2;

/** Draws the small pictures that the style names, in the theme's colours, and hands them to the map. */
export function addImages(map: MapLibreMap, tokens: Tokens): void {
  put(map, hatchImage, 8, (g) => hatch(g, tokens.privacy));
  put(map, dockImage, 22, (g) => dock(g, tokens));
  put(map, checkpointImage, 9, (g) => checkpoint(g, tokens));
}

function put(map: MapLibreMap, name: string, size: number, draw: (g: CanvasRenderingContext2D) => void): void {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size * ratio;
  const g = canvas.getContext("2d");
  if (!g) return;
  g.scale(ratio, ratio);
  draw(g);
  const image = g.getImageData(0, 0, canvas.width, canvas.height);
  if (map.hasImage(name)) map.removeImage(name);
  map.addImage(name, image, { pixelRatio: ratio });
}

function hatch(g: CanvasRenderingContext2D, colour: string): void {
  g.strokeStyle = colour;
  g.globalAlpha = 0.7;
  g.lineWidth = 1.4;
  g.beginPath();
  // Three strokes make the diagonal meet itself at the tile's edges.
  for (const shift of [-8, 0, 8]) {
    g.moveTo(shift, 8);
    g.lineTo(shift + 8, 0);
  }
  g.stroke();
}

function dock(g: CanvasRenderingContext2D, t: Tokens): void {
  g.translate(11, 12);
  g.beginPath();
  g.moveTo(-8, 6);
  g.lineTo(-8, -3);
  g.lineTo(0, -9);
  g.lineTo(8, -3);
  g.lineTo(8, 6);
  g.closePath();
  g.fillStyle = t.mapGround;
  g.fill();
  g.strokeStyle = t.mapNote;
  g.lineWidth = 1.2;
  g.stroke();
}

function checkpoint(g: CanvasRenderingContext2D, t: Tokens): void {
  g.beginPath();
  g.arc(4.5, 4.5, 3, 0, 2 * Math.PI);
  g.fillStyle = t.mapGround;
  g.fill();
  g.strokeStyle = t.mapNote;
  g.lineWidth = 1.2;
  g.stroke();
}
