import type { Point } from "../geo/geodesic.js";
import type { Tokens } from "../style/tokens.js";
import type { Shape } from "../tools/shape.js";
import { drawTarget, type XY } from "./symbols.js";

/** A shape that somebody draws: its edges, and while it can be changed its corners and the middles between them. */
export function drawShape(
  g: CanvasRenderingContext2D,
  shape: Shape,
  mode: { adding: boolean; editable: boolean },
  project: (point: Point) => XY,
  tokens: Tokens,
): void {
  const corners = shape.points.map(project);
  if (corners.length === 0) return;
  if (shape.kind === "point") {
    drawTarget(g, corners[0]!, tokens.accent, tokens.mapGround);
    return;
  }
  g.save();
  outline(g, corners, shape.kind === "area", tokens);
  if (mode.editable) {
    if (!mode.adding) for (const { at } of shape.middles) handle(g, project(at), 3.5, tokens.accent, tokens.mapGround);
    corners.forEach((at, i) => {
      const selected = i === shape.selected;
      handle(g, at, selected ? 8 : 6, selected ? tokens.accent : tokens.mapGround, tokens.accent);
    });
  }
  g.restore();
}

function outline(g: CanvasRenderingContext2D, corners: XY[], closed: boolean, tokens: Tokens): void {
  g.beginPath();
  corners.forEach(({ x, y }, i) => (i === 0 ? g.moveTo(x, y) : g.lineTo(x, y)));
  if (closed && corners.length > 2) {
    g.closePath();
    g.globalAlpha = 0.14;
    g.fillStyle = tokens.accent;
    g.fill();
  }
  g.globalAlpha = 1;
  g.lineJoin = "round";
  g.strokeStyle = tokens.mapGround;
  g.lineWidth = 5;
  g.stroke();
  g.strokeStyle = tokens.accent;
  g.lineWidth = 2.5;
  g.stroke();
}

function handle(g: CanvasRenderingContext2D, { x, y }: XY, size: number, fill: string, edge: string): void {
  g.fillStyle = fill;
  g.strokeStyle = edge;
  g.lineWidth = 2;
  g.beginPath();
  g.rect(x - size, y - size, 2 * size, 2 * size);
  g.fill();
  g.stroke();
}
