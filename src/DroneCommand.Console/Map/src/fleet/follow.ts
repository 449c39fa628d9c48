import type { Map as MapLibreMap } from "maplibre-gl";
import type { DrawnVehicle } from "../draw/overlay.js";
import type { Fleet } from "./tracks.js";

/** Brings vehicles into view, and keeps the one that is followed there. */
export class Follow {
  private on = false;

  constructor(
    private readonly map: MapLibreMap,
    private readonly fleet: Fleet,
    private readonly changed: (on: boolean) => void,
  ) {}

  get isOn(): boolean {
    return this.on;
  }

  set(on: boolean): void {
    this.on = on;
    this.changed(on);
  }

  /** Brings a vehicle into the middle, unless it is well in view already. */
  show(id: string): void {
    const at = this.fleet.find(id)?.positionAt(performance.now());
    if (!at) return;
    const { x, y } = this.map.project([at.lon, at.lat]);
    const { clientWidth: w, clientHeight: h } = this.map.getCanvas();
    const inView = x > w * 0.1 && x < w * 0.9 && y > h * 0.1 && y < h * 0.9;
    if (!inView || this.map.getZoom() < 15) this.map.easeTo({ center: [at.lon, at.lat], zoom: Math.max(this.map.getZoom(), 16.5) });
  }

  /** After each frame: moves the map on when the followed vehicle comes near its edge. */
  keep(vehicle: DrawnVehicle | undefined, now: number): void {
    if (!this.on || !vehicle || this.map.isMoving()) return;
    const { clientWidth: w, clientHeight: h } = this.map.getCanvas();
    const out = Math.abs(vehicle.xy.x - w / 2) > w * 0.15 || Math.abs(vehicle.xy.y - h / 2) > h * 0.15;
    const ahead = vehicle.track.positionAt(now);
    if (out && ahead) this.map.easeTo({ center: [ahead.lon, ahead.lat], duration: 500 });
  }
}
