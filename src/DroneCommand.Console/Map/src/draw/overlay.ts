import type { Map as MapLibreMap } from "maplibre-gl";
import type { Fleet, Track } from "../fleet/tracks.js";
import { offset, splitLine, type Point } from "../geo/geodesic.js";
import type { Tokens } from "../style/tokens.js";
import { formatAge, lookOf, type Look } from "./look.js";
import { placeLabel, type Box } from "./labels.js";
import { drawPlan, type PlanDrawing } from "./plan.js";
import { drawShape } from "./shape.js";
import type { DrawTool } from "../tools/draw.js";
import { drawLost, drawMark, drawSelection, drawTarget, drawVehicle, drawWedge, polyline, type XY } from "./symbols.js";

export interface RouteLine {
  points: Point[];
  /** Share of its length that is done. */
  fraction: number;
}

/** What the overlay draws besides the fleet; the page and the tools write it. */
export interface Scene {
  selectedId: string | undefined;
  camera: boolean;
  route: RouteLine | undefined;
  plan: PlanDrawing | undefined;
  target: Point | undefined;
  crosshair: boolean;
  measure: Point[];
  trails: boolean;
  vehicleLabels: boolean;
  feedUp: boolean;
}

export interface DrawnVehicle {
  track: Track;
  at: Point;
  xy: XY;
  stale: boolean;
}

/** White in both themes: the one colour that neither ground nor any status has. */
const vehicleEdge = "#ffffff";
const cameraRangeM = 45;
const cameraHalfAngleDeg = 30;
const trailMs = 180_000;

/**
 * The canvas over the map on which everything that moves is drawn. It follows the map's own frames while the map moves
 * and animation frames of its own while a vehicle does; otherwise it draws twice a second, for the ages.
 */
export class Overlay {
  readonly canvas = document.createElement("canvas");
  /** What the newest frame showed, for clicks and tests. */
  drawn: DrawnVehicle[] = [];
  private readonly g: CanvasRenderingContext2D;
  private frame = 0;
  private lastDraw = 0;
  private dirty = true;

  constructor(
    private readonly map: MapLibreMap,
    private readonly fleet: Fleet,
    private readonly scene: Scene,
    private tokens: Tokens,
    private readonly drawing: () => DrawTool | undefined,
    private readonly onDrawn: (drawn: readonly DrawnVehicle[], now: number) => void,
  ) {
    const g = this.canvas.getContext("2d");
    if (!g) throw new Error("this browser has no 2D canvas");
    this.g = g;
    this.canvas.className = "map-overlay";
    this.canvas.setAttribute("aria-hidden", "true");
    map.getCanvasContainer().appendChild(this.canvas);
    map.on("render", this.mapRendered);
    this.frame = requestAnimationFrame(this.tick);
  }

  setTokens(tokens: Tokens): void {
    this.tokens = tokens;
    this.invalidate();
  }

  invalidate(): void {
    this.dirty = true;
  }

  dispose(): void {
    cancelAnimationFrame(this.frame);
    this.map.off("render", this.mapRendered);
    this.canvas.remove();
  }

  private readonly mapRendered = () => {
    // In the map's own frame, or marks would lag one frame behind the ground while it is dragged.
    if (this.map.isMoving()) this.draw(performance.now());
  };

  private readonly tick = () => {
    this.frame = requestAnimationFrame(this.tick);
    const now = performance.now();
    const moving = [...this.fleet.tracks].some((track) => track.isMovingAt(now));
    if (this.dirty || (moving && !this.map.isMoving()) || now - this.lastDraw > 500) this.draw(now);
  };

  private draw(now: number): void {
    this.dirty = false;
    this.lastDraw = now;
    this.fit();
    this.drawGround();
    this.drawRoute();
    const drawn = this.place(now);
    if (this.scene.trails) for (const vehicle of drawn) this.drawTrail(vehicle, now);
    const taken: Box[] = drawn.map(({ xy }) => ({ x: xy.x - 13, y: xy.y - 13, w: 26, h: 26 }));
    for (const vehicle of drawn) this.drawOne(vehicle, now);
    if (this.scene.vehicleLabels) for (const vehicle of drawn) this.drawLabel(vehicle, now, taken);
    this.drawMeasure();
    if (this.scene.target) drawTarget(this.g, this.xy(this.scene.target), this.tokens.accent, this.tokens.mapGround);
    if (this.scene.crosshair) this.drawCrosshair();
    this.drawn = drawn;
    this.onDrawn(drawn, now);
  }

  private fit(): void {
    const { clientWidth: w, clientHeight: h } = this.map.getCanvas();
    const ratio = window.devicePixelRatio || 1;
    if (this.canvas.width !== Math.round(w * ratio) || this.canvas.height !== Math.round(h * ratio)) {
      this.canvas.width = Math.round(w * ratio);
      this.canvas.height = Math.round(h * ratio);
      this.canvas.style.width = `${w}px`;
      this.canvas.style.height = `${h}px`;
    }
    this.g.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.g.clearRect(0, 0, w, h);
  }

  private xy(point: Point): XY {
    return this.map.project([point.lon, point.lat]);
  }

  /** The selected vehicle comes last: it lies on top. */
  private place(now: number): DrawnVehicle[] {
    const drawn: DrawnVehicle[] = [];
    for (const track of this.fleet.tracks) {
      const at = track.positionAt(now);
      if (at) drawn.push({ track, at, xy: this.xy(at), stale: !this.scene.feedUp || track.isStale(now) });
    }
    const rank = (v: DrawnVehicle) => (v.track.roster.id === this.scene.selectedId ? 100 : v.track.entry.severity);
    return drawn.sort((one, other) => rank(one) - rank(other));
  }

  private lookOf(vehicle: DrawnVehicle, now: number): Look {
    return lookOf(vehicle.track.entry, vehicle.track.isLost(now), this.tokens);
  }

  private drawOne(vehicle: DrawnVehicle, now: number): void {
    const { track, xy, stale } = vehicle;
    const look = this.lookOf(vehicle, now);
    const selected = track.roster.id === this.scene.selectedId;
    if (selected && this.scene.camera && !stale && !Number.isNaN(track.entry.headingDeg)) this.drawCamera(vehicle);
    if (selected) drawSelection(this.g, xy, this.tokens.text);
    if (look.mark === "ring") {
      drawLost(this.g, xy, look.colour);
      return;
    }
    drawVehicle(this.g, xy, {
      kind: track.entry.kind,
      headingDeg: track.entry.headingDeg,
      colour: look.colour,
      edge: vehicleEdge,
      stale,
    });
    drawMark(this.g, { x: xy.x + 11, y: xy.y - 13 }, look.mark, look.colour, this.tokens.mapGround);
  }

  private drawCamera({ track, at, xy }: DrawnVehicle): void {
    const corner = (side: number) =>
      this.xy(offset(at, track.entry.headingDeg + side * cameraHalfAngleDeg, cameraRangeM));
    drawWedge(this.g, xy, [corner(-1), corner(1)], this.tokens.accent);
  }

  private drawTrail(vehicle: DrawnVehicle, now: number): void {
    const recent = vehicle.track.trail.filter((point) => now - point.atMs < trailMs);
    if (recent.length < 2) return;
    const line = [...recent.map((point) => this.xy(point)), vehicle.xy];
    this.g.save();
    this.g.strokeStyle = this.lookOf(vehicle, now).colour;
    this.g.lineWidth = 1.5;
    this.g.lineJoin = "round";
    // Old parts fade in four steps: enough to see the direction of time, cheap to draw.
    const steps = 4;
    for (let i = 0; i < steps; i++) {
      const from = Math.floor((line.length * i) / steps);
      this.g.globalAlpha = 0.12 + 0.13 * i;
      polyline(this.g, line.slice(Math.max(0, from - 1), Math.floor((line.length * (i + 1)) / steps)));
    }
    this.g.restore();
  }

  private drawLabel(vehicle: DrawnVehicle, now: number, taken: Box[]): void {
    const { track, xy, stale } = vehicle;
    const name = track.roster.name;
    const note = this.noteOf(vehicle, now);
    const colour = this.lookOf(vehicle, now).colour;
    const nameFont = `600 12px ${this.tokens.font}`;
    const noteFont = `400 11px ${this.tokens.mono}`;
    this.g.font = nameFont;
    const nameWidth = this.g.measureText(name).width;
    this.g.font = noteFont;
    const width = Math.max(nameWidth, this.g.measureText(note).width);
    const { clientWidth: w, clientHeight: h } = this.map.getCanvas();
    const box = placeLabel(xy, width, note === "" ? 13 : 28, taken, { x: 4, y: 4, w: w - 8, h: h - 8 });
    taken.push(box);
    this.g.save();
    this.plate(box);
    this.g.textBaseline = "top";
    this.text(name, box.x, box.y, nameFont, stale ? colour : this.tokens.mapLabel);
    this.text(note, box.x, box.y + 15, noteFont, stale ? colour : this.tokens.mapNote);
    this.g.restore();
  }

  private noteOf({ track, stale }: DrawnVehicle, now: number): string {
    if (stale) return `${formatAge(track.ageAt(now))} old`;
    const { aboveHomeM, groundSpeedMps, armed } = track.entry;
    // A disarmed vehicle at its dock has only its name: four of them stand close together there.
    if (!armed) return "";
    const parts: string[] = [];
    if (!Number.isNaN(aboveHomeM) && Math.abs(aboveHomeM) >= 0.5) parts.push(`${aboveHomeM.toFixed(0)} m`);
    if (!Number.isNaN(groundSpeedMps)) parts.push(`${groundSpeedMps.toFixed(1)} m/s`);
    return parts.join(" · ");
  }

  /** Ground colour under a label, so that place names and lines do not run through it. */
  private plate(box: Box): void {
    this.g.save();
    this.g.globalAlpha = 0.72;
    this.g.fillStyle = this.tokens.mapGround;
    this.g.beginPath();
    this.g.roundRect(box.x - 4, box.y - 3, box.w + 8, box.h + 5, 4);
    this.g.fill();
    this.g.restore();
  }

  private text(text: string, x: number, y: number, font: string, colour: string): void {
    this.g.font = font;
    this.g.lineJoin = "round";
    this.g.lineWidth = 3;
    this.g.strokeStyle = this.tokens.mapGround;
    this.g.strokeText(text, x, y);
    this.g.fillStyle = colour;
    this.g.fillText(text, x, y);
  }

  /** What is planned and drawn by hand lies under everything that moves. */
  private drawGround(): void {
    const project = (point: Point) => this.xy(point);
    const tool = this.drawing();
    if (tool?.shape) {
      drawShape(this.g, tool.shape, { adding: tool.isAdding, editable: tool.isEditable }, project, this.tokens);
    }
    const { clientWidth: w, clientHeight: h } = this.map.getCanvas();
    const within = { x: 8, y: 8, w: w - 16, h: h - 16 };
    if (this.scene.plan) drawPlan(this.g, this.scene.plan, project, this.tokens, within);
  }

  private drawRoute(): void {
    const route = this.scene.route;
    if (!route || route.points.length < 2) return;
    const { done, ahead } = splitLine(route.points, route.fraction);
    this.g.save();
    this.g.strokeStyle = this.tokens.busy;
    this.g.lineJoin = "round";
    this.g.lineWidth = 2;
    this.g.globalAlpha = 0.45;
    polyline(this.g, ahead.map((point) => this.xy(point)));
    this.g.globalAlpha = 1;
    this.g.lineWidth = 3;
    polyline(this.g, done.map((point) => this.xy(point)));
    this.g.restore();
  }

  private drawMeasure(): void {
    if (this.scene.measure.length === 0) return;
    const line = this.scene.measure.map((point) => this.xy(point));
    this.g.save();
    this.g.strokeStyle = this.tokens.mapLabel;
    this.g.fillStyle = this.tokens.mapLabel;
    this.g.lineWidth = 2;
    this.g.setLineDash([4, 3]);
    polyline(this.g, line);
    for (const { x, y } of line) {
      this.g.beginPath();
      this.g.arc(x, y, 3.5, 0, 2 * Math.PI);
      this.g.fill();
    }
    this.g.restore();
  }

  private drawCrosshair(): void {
    const { clientWidth: w, clientHeight: h } = this.map.getCanvas();
    this.g.save();
    this.g.globalAlpha = 0.6;
    drawTarget(this.g, { x: w / 2, y: h / 2 }, this.tokens.accent, this.tokens.mapGround);
    this.g.restore();
  }
}
