import type { Map as MapLibreMap, MapMouseEvent, MapTouchEvent } from "maplibre-gl";
import type { Point } from "../geo/geodesic.js";
import { Shape, type ShapeKind } from "./shape.js";

/** A corner or a middle within so many pixels is meant by a press. */
const gripPx = 14;
/** The second click of a double click is no corner of its own. */
const samePx = 5;

export interface ShapeOptions {
  kind: ShapeKind;
  points: Point[];
  /** adding: clicks add corners; editing: corners can be moved and taken away; shown: nothing can. */
  mode: "adding" | "editing" | "shown";
}

export interface DrawEvents {
  changed(points: readonly Point[], finished: boolean): void;
  cancelled(): void;
  /** The one line over the map; empty for none. */
  say(text: string): void;
  redraw(): void;
}

interface XY {
  x: number;
  y: number;
}

/** Drawing on the map by mouse, touch and keyboard. The page holds the shape; what happens here is told to it. */
export class DrawTool {
  shape: Shape | undefined;
  private mode: ShapeOptions["mode"] = "shown";
  private dragged: number | undefined;

  constructor(
    private readonly map: MapLibreMap,
    private readonly events: DrawEvents,
  ) {
    map.on("mousedown", (event) => this.grip(event));
    map.on("touchstart", (event) => this.grip(event));
    map.on("mousemove", (event) => this.drag(event));
    map.on("touchmove", (event) => this.drag(event));
    map.on("mouseup", () => this.drop());
    map.on("touchend", () => this.drop());
    map.on("dblclick", (event) => this.doubleClicked(event));
  }

  get isAdding(): boolean {
    return this.mode === "adding" && this.shape !== undefined;
  }

  get isEditable(): boolean {
    return this.mode !== "shown" && this.shape !== undefined;
  }

  set(options: ShapeOptions | null): void {
    const was = this.isAdding;
    this.shape = options ? new Shape(options.kind, options.points) : undefined;
    this.mode = options?.mode ?? "shown";
    this.dragged = undefined;
    if (this.isAdding) {
      this.map.doubleClickZoom.disable();
      if (!was) this.map.getCanvas().focus({ preventScroll: true });
    } else this.map.doubleClickZoom.enable();
    this.tell();
  }

  /** True when the click was for the drawing. */
  clicked(at: Point, xy: XY): boolean {
    const shape = this.shape;
    if (!shape || !this.isEditable) return false;
    const corner = this.cornerAt(xy);
    if (corner !== undefined) {
      // The first corner of an area closes it; any other is selected, for Delete.
      if (this.isAdding && corner === 0 && shape.kind === "area" && shape.isComplete) this.finish();
      else if (!this.isAdding || this.pixels(shape.points[corner]!, xy) > samePx) this.select(corner);
      return true;
    }
    if (!this.isAdding) {
      this.select(undefined);
      return false;
    }
    this.add(at);
    return true;
  }

  /** True when the key was for the drawing. */
  keyed(key: string): boolean {
    if (!this.isEditable || !this.shape) return false;
    if (key === "Delete" || key === "Backspace") {
      if (!this.isAdding && this.shape.selected === undefined) return false;
      if (this.shape.remove()) this.changed(false);
      return true;
    }
    if (!this.isAdding) return false;
    if (key === "Escape") this.events.cancelled();
    else if (key === "Enter") this.finish();
    else if (key === " ") {
      const { lat, lng: lon } = this.map.getCenter();
      this.add({ lat, lon });
    } else return false;
    return true;
  }

  private add(at: Point): void {
    this.shape!.add(at);
    if (this.shape!.kind === "point") this.finish();
    else this.changed(false);
  }

  private finish(): void {
    if (this.shape?.isComplete) this.changed(true);
    else this.tell();
  }

  private changed(finished: boolean): void {
    this.tell();
    this.events.changed(this.shape!.points, finished);
  }

  private tell(): void {
    this.events.say(this.isAdding ? this.shape!.describe() : "");
    this.events.redraw();
  }

  private select(corner: number | undefined): void {
    if (this.shape) this.shape.selected = corner;
    this.events.redraw();
  }

  private doubleClicked(event: MapMouseEvent): void {
    if (!this.isAdding) return;
    event.preventDefault();
    this.finish();
  }

  private grip(event: MapMouseEvent | MapTouchEvent): void {
    const shape = this.shape;
    if (!shape || !this.isEditable) return;
    let corner = this.cornerAt(event.point);
    if (corner === undefined && !this.isAdding) {
      const middle = shape.middles.find(({ at }) => this.pixels(at, event.point) <= gripPx);
      if (middle) {
        shape.insert(middle.index, middle.at);
        corner = middle.index;
      }
    }
    if (corner === undefined) return;
    event.preventDefault(); // the map does not move with it
    this.dragged = corner;
    if (!this.isAdding) this.select(corner);
  }

  private drag(event: MapMouseEvent | MapTouchEvent): void {
    if (this.dragged === undefined || !this.shape) return;
    this.shape.move(this.dragged, { lat: event.lngLat.lat, lon: event.lngLat.lng });
    this.events.redraw();
  }

  private drop(): void {
    if (this.dragged === undefined) return;
    this.dragged = undefined;
    this.changed(false);
  }

  private cornerAt(xy: XY): number | undefined {
    const near = (this.shape?.points ?? [])
      .map((point, index) => ({ index, px: this.pixels(point, xy) }))
      .filter(({ px }) => px <= gripPx)
      .sort((one, other) => one.px - other.px);
    return near[0]?.index;
  }

  private pixels(point: Point, xy: XY): number {
    const { x, y } = this.map.project([point.lon, point.lat]);
    return Math.hypot(x - xy.x, y - xy.y);
  }
}
