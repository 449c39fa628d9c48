import type { Point } from "../geo/geodesic.js";
import type { Tokens } from "../style/tokens.js";
import { placeLabel, type Box } from "./labels.js";
import { drawMark, polyline, type XY } from "./symbols.js";

/** One vehicle's way in one sortie. */
export interface PlanLine {
  label: string;
  points: Point[];
  /** Index of the vehicle: lines of one vehicle look alike. */
  vehicle: number;
}

/** A plan that nobody flies yet. */
export interface PlanDrawing {
  lines: PlanLine[];
  problems: Point[];
  /** Where pictures are taken. */
  photos: Point[];
  /** What cameras look at. */
  targets: Point[];
}

/** A vehicle's line differs from another's by its dashes too, and bears its name. */
const dashes = [[7, 4], [], [2, 4], [14, 4, 2, 4], [12, 8], [1, 6], [14, 3, 2, 3, 2, 3], [4, 2]] as const;

/** How a vehicle's line is drawn. */
export function lineStyle(vehicle: number, tokens: Tokens): { colour: string; dash: number[] } {
  const colours = [tokens.busy, tokens.returning, tokens.missing, tokens.ready, tokens.warning, tokens.error];
  return { colour: colours[vehicle % colours.length]!, dash: [...dashes[vehicle % dashes.length]!] };
}

/** Arrows at most so close together on a line, pixels. */
const arrowPx = 110;

export function drawPlan(
  g: CanvasRenderingContext2D,
  plan: PlanDrawing,
  project: (point: Point) => XY,
  tokens: Tokens,
  map: Box,
): void {
  const taken: Box[] = [];
  const lines = plan.lines.map((line) => ({ ...line, xy: line.points.map(project) }));
  for (const { xy, vehicle } of lines) drawLine(g, xy, lineStyle(vehicle, tokens), tokens);
  for (const at of plan.photos) dot(g, project(at), 2.5, tokens.mapLabel);
  for (const at of plan.targets) ring(g, project(at), tokens.accent);
  for (const { xy, vehicle } of lines) dot(g, xy[0]!, 5, lineStyle(vehicle, tokens).colour);
  if (lines.length > 1)
    for (const { xy, vehicle, label } of lines) name(g, xy, label, lineStyle(vehicle, tokens).colour, tokens, taken, map);
  for (const at of plan.problems) drawMark(g, project(at), "triangle", tokens.critical, tokens.mapLabel);
}

function drawLine(
  g: CanvasRenderingContext2D,
  xy: XY[],
  style: { colour: string; dash: number[] },
  tokens: Tokens,
): void {
  g.save();
  g.lineJoin = "round";
  g.globalAlpha = 0.55;
  g.strokeStyle = tokens.mapGround;
  g.lineWidth = 4;
  polyline(g, xy);
  g.globalAlpha = 1;
  g.strokeStyle = g.fillStyle = style.colour;
  g.lineWidth = 2;
  g.setLineDash(style.dash);
  polyline(g, xy);
  g.setLineDash([]);
  for (const { at, angle } of arrows(xy)) arrow(g, at, angle);
  g.restore();
}

/** Places on a line at which an arrow tells its direction: in the middle of legs that are long enough, not too close. */
export function arrows(xy: readonly XY[]): { at: XY; angle: number }[] {
  const found: { at: XY; angle: number }[] = [];
  let since = arrowPx / 2;
  for (let i = 1; i < xy.length; i++) {
    const [from, to] = [xy[i - 1]!, xy[i]!];
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    if (length > 24 && since + length / 2 >= arrowPx) {
      found.push({
        at: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 },
        angle: Math.atan2(to.y - from.y, to.x - from.x),
      });
      since = length / 2;
    } else since += length;
  }
  return found;
}

function arrow(g: CanvasRenderingContext2D, at: XY, angle: number): void {
  g.save();
  g.translate(at.x, at.y);
  g.rotate(angle);
  g.beginPath();
  g.moveTo(6, 0);
  g.lineTo(-4, -4.5);
  g.lineTo(-4, 4.5);
  g.closePath();
  g.fill();
  g.restore();
}

function dot(g: CanvasRenderingContext2D, at: XY, radius: number, colour: string): void {
  g.save();
  g.fillStyle = colour;
  g.beginPath();
  g.arc(at.x, at.y, radius, 0, 2 * Math.PI);
  g.fill();
  g.restore();
}

function ring(g: CanvasRenderingContext2D, at: XY, colour: string): void {
  g.save();
  g.strokeStyle = colour;
  g.lineWidth = 2;
  g.beginPath();
  g.arc(at.x, at.y, 7, 0, 2 * Math.PI);
  g.moveTo(at.x - 11, at.y);
  g.lineTo(at.x + 11, at.y);
  g.moveTo(at.x, at.y - 11);
  g.lineTo(at.x, at.y + 11);
  g.stroke();
  g.restore();
}

/** Beside the line's middle, where the lines of a team are furthest apart. */
function name(
  g: CanvasRenderingContext2D,
  xy: XY[],
  label: string,
  colour: string,
  tokens: Tokens,
  taken: Box[],
  map: Box,
): void {
  const at = xy[Math.floor(xy.length / 2)]!;
  g.save();
  g.font = `600 12px ${tokens.font}`;
  const box = placeLabel(at, g.measureText(label).width, 13, taken, map);
  taken.push(box);
  g.globalAlpha = 0.85;
  g.fillStyle = tokens.mapGround;
  g.beginPath();
  g.roundRect(box.x - 5, box.y - 4, box.w + 10, box.h + 8, 4);
  g.fill();
  g.globalAlpha = 1;
  g.strokeStyle = colour;
  g.lineWidth = 1.5;
  g.stroke();
  g.fillStyle = tokens.mapLabel;
  g.textBaseline = "top";
  g.fillText(label, box.x, box.y);
  g.restore();
}
