import { VehicleKind } from "../fleet/decoder.js";
import type { Mark } from "./look.js";

export interface XY {
  x: number;
  y: number;
}

const degrees = Math.PI / 180;

/** The vehicle itself: an arrowhead for what flies, a square with a nose for what drives; faded and ringed when stale. */
export function drawVehicle(
  g: CanvasRenderingContext2D,
  at: XY,
  options: { kind: number; headingDeg: number; colour: string; edge: string; stale: boolean },
): void {
  g.save();
  g.translate(at.x, at.y);
  if (options.stale) dashedRing(g, options.colour, 15);
  g.globalAlpha = options.stale ? 0.5 : 1;
  const turn = Number.isNaN(options.headingDeg) ? 0 : options.headingDeg;
  g.rotate(turn * degrees);
  g.fillStyle = options.colour;
  g.strokeStyle = options.edge;
  g.lineWidth = 1.4;
  g.lineJoin = "round";
  if (options.kind === VehicleKind.rover || options.kind === VehicleKind.boat) roverPath(g);
  else if (Number.isNaN(options.headingDeg)) circlePath(g, 8);
  else arrowPath(g);
  g.fill();
  g.stroke();
  g.restore();
}

/** A vehicle that nobody hears: only the dashed ring where it was last. */
export function drawLost(g: CanvasRenderingContext2D, at: XY, colour: string): void {
  g.save();
  g.translate(at.x, at.y);
  dashedRing(g, colour, 9);
  g.fillStyle = colour;
  circlePath(g, 2);
  g.fill();
  g.restore();
}

/** The severity's shape beside the vehicle, so that it reads without colour. */
export function drawMark(g: CanvasRenderingContext2D, at: XY, mark: Mark, colour: string, edge: string): void {
  if (mark === "circle" || mark === "ring") return;
  g.save();
  g.translate(at.x, at.y);
  g.beginPath();
  if (mark === "triangle") polygon(g, [0, -7, 7, 5.5, -7, 5.5]);
  else if (mark === "diamond") polygon(g, [0, -7, 7, 0, 0, 7, -7, 0]);
  else polygon(g, [-5, -5, 5, -5, 5, 5, -5, 5]);
  g.fillStyle = colour;
  g.strokeStyle = edge;
  g.lineWidth = 1.5;
  g.lineJoin = "round";
  g.fill();
  g.stroke();
  g.restore();
}

export function drawSelection(g: CanvasRenderingContext2D, at: XY, colour: string): void {
  g.save();
  g.translate(at.x, at.y);
  g.strokeStyle = colour;
  g.lineWidth = 2;
  circlePath(g, 20);
  g.stroke();
  g.restore();
}

/** What the camera looks at, roughly: a wedge ahead of the vehicle. */
export function drawWedge(g: CanvasRenderingContext2D, at: XY, corners: [XY, XY], colour: string): void {
  g.save();
  g.globalAlpha = 0.16;
  g.fillStyle = colour;
  g.beginPath();
  polygon(g, [at.x, at.y, corners[0].x, corners[0].y, corners[1].x, corners[1].y]);
  g.fill();
  g.restore();
}

/** Where a go-to would end: a cross in a ring, which no vehicle looks like. */
export function drawTarget(g: CanvasRenderingContext2D, at: XY, colour: string, edge: string): void {
  g.save();
  g.translate(at.x, at.y);
  for (const [style, width] of [
    [edge, 4],
    [colour, 2],
  ] as const) {
    g.strokeStyle = style;
    g.lineWidth = width;
    circlePath(g, 9);
    for (const [x, y] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      g.moveTo(x * 5, y * 5);
      g.lineTo(x * 15, y * 15);
    }
    g.stroke();
  }
  g.restore();
}

export function polyline(g: CanvasRenderingContext2D, points: readonly XY[]): void {
  g.beginPath();
  points.forEach((p, i) => (i === 0 ? g.moveTo(p.x, p.y) : g.lineTo(p.x, p.y)));
  g.stroke();
}

function dashedRing(g: CanvasRenderingContext2D, colour: string, radius: number): void {
  g.save();
  g.strokeStyle = colour;
  g.lineWidth = 2;
  g.setLineDash([3, 3]);
  circlePath(g, radius);
  g.stroke();
  g.restore();
}

function circlePath(g: CanvasRenderingContext2D, radius: number): void {
  g.beginPath();
  g.moveTo(radius, 0);
  g.arc(0, 0, radius, 0, 2 * Math.PI);
}

function arrowPath(g: CanvasRenderingContext2D): void {
  g.beginPath();
  polygon(g, [0, -13, 9, 10, 0, 5, -9, 10]);
}

function roverPath(g: CanvasRenderingContext2D): void {
  g.beginPath();
  polygon(g, [-8, -7, 0, -13, 8, -7, 8, 8, -8, 8]);
}

function polygon(g: CanvasRenderingContext2D, xy: readonly number[]): void {
  for (let i = 0; i < xy.length; i += 2) {
    if (i === 0) g.moveTo(xy[i]!, xy[i + 1]!);
    else g.lineTo(xy[i]!, xy[i + 1]!);
  }
  g.closePath();
}
