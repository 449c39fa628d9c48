import { Map as MapLibreMap, ScaleControl, setWorkerUrl, type LngLatBoundsLike } from "maplibre-gl";
import type { FeatureCollection, Geometry, Position } from "geojson";
import { Overlay, type DrawnVehicle, type RouteLine, type Scene } from "./draw/overlay.js";
import type { PlanDrawing } from "./draw/plan.js";
import { Follow } from "./fleet/follow.js";
import { TelemetrySocket } from "./fleet/socket.js";
import { Fleet } from "./fleet/tracks.js";
import type { Point } from "./geo/geodesic.js";
import { Probe } from "./probe.js";
import { addImages } from "./style/images.js";
import { layerGroups, siteStyle } from "./style/siteStyle.js";
import { readTokens } from "./style/tokens.js";
import { boundsOf, positionsOf } from "./geo/bounds.js";
import { Banner } from "./tools/banner.js";
import { DrawTool, type ShapeOptions } from "./tools/draw.js";
import { describeMeasure } from "./tools/measure.js";
import { buildToolbar, icons, LayersMenu, type LayerSwitch } from "./tools/toolbar.js";
import { loadWorld } from "./world.js";

/** The page's side: what the map tells it. */
interface DotNet {
  invokeMethodAsync(method: string, ...args: unknown[]): Promise<unknown>;
}

export interface MapOptions {
  sitePath: string;
  /** Null for a map without vehicles, such as the plan's. */
  telemetryPath: string | null;
}

setWorkerUrl(new URL("./maplibre-gl-worker.mjs", import.meta.url).href);

const hitPx = 22;

/** Makes the map in the given element; the returned object is what the page calls. */
export async function create(host: HTMLElement, dotnet: DotNet, options: MapOptions): Promise<SiteMap> {
  // Local glyphs are drawn once, from whatever font is there then: wait for ours.
  await document.fonts.load("12px 'Inter Variable'").catch(() => []);
  const [site, world] = await Promise.all([loadSite(options.sitePath), loadWorld(assetPath("countries-110m.json"))]);
  return new SiteMap(host, dotnet, options, site, world);
}

function assetPath(name: string): string {
  return new URL(`./${name}`, import.meta.url).href;
}

async function loadSite(path: string): Promise<FeatureCollection<Geometry>> {
  const response = await fetch(new URL(path, document.baseURI));
  if (!response.ok) throw new Error(`The site's map could not be read (${path}: HTTP ${response.status}).`);
  return (await response.json()) as FeatureCollection<Geometry>;
}

export class SiteMap {
  private readonly map: MapLibreMap;
  private readonly overlay: Overlay;
  private readonly fleet = new Fleet();
  private readonly socket: TelemetrySocket | undefined;
  private readonly banner: Banner;
  private readonly probe = new Probe();
  private readonly hidden = new Set<string>();
  private readonly buttons: Map<string, HTMLButtonElement>;
  private readonly themeWatch: MutationObserver;
  private readonly draw: DrawTool;
  private readonly follow: Follow;
  private goTo: string | undefined;
  private measuring = false;
  private readonly scene: Scene = {
    selectedId: undefined,
    camera: false,
    route: undefined,
    plan: undefined,
    target: undefined,
    crosshair: false,
    measure: [],
    trails: true,
    vehicleLabels: true,
    feedUp: true,
  };

  constructor(
    private readonly host: HTMLElement,
    private readonly dotnet: DotNet,
    options: MapOptions,
    private readonly site: FeatureCollection<Geometry>,
    private readonly world: FeatureCollection<Geometry>,
  ) {
    const tokens = readTokens();
    this.map = this.createMap();
    this.map.addControl(new ScaleControl({ maxWidth: 120, unit: "metric" }), "bottom-left");
    this.overlay = new Overlay(
      this.map,
      this.fleet,
      this.scene,
      tokens,
      () => this.draw,
      (drawn, now) => this.drawn(drawn, now),
    );
    this.banner = new Banner(host);
    this.follow = new Follow(this.map, this.fleet, (on) => this.buttons.get("follow")?.setAttribute("aria-pressed", String(on)));
    this.draw = this.buildDrawing();
    this.buttons = this.buildTools(options.telemetryPath !== null);
    this.listen();
    this.themeWatch = new MutationObserver(() => this.restyle());
    this.themeWatch.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    if (options.telemetryPath !== null) {
      this.socket = new TelemetrySocket(options.telemetryPath, {
        message: (message) => {
          this.fleet.apply(message, performance.now());
          this.probe.received(message);
          this.overlay.invalidate();
        },
        connected: (up) => this.feedChanged(up),
      });
      window.droneCommandMap = this.probe;
    }
  }

  // ---- called by the page ----

  select(id: string | null, camera: boolean): void {
    this.scene.selectedId = id ?? undefined;
    this.scene.camera = camera;
    if (!id) this.follow.set(false);
    this.overlay.invalidate();
  }

  /** Brings a vehicle into the middle, unless it is well in view already. */
  show(id: string): void {
    this.follow.show(id);
  }

  setRoute(route: RouteLine | null): void {
    this.setScene({ route: route && route.points.length > 1 ? route : undefined });
  }

  /** A plan that nobody flies yet, one line for each vehicle and sortie. */
  setPlan(plan: PlanDrawing | null): void {
    this.setScene({ plan: plan ?? undefined });
  }

  /** Brings the plan and what is drawn by hand into view. */
  fitPlan(): void {
    const points = [...(this.scene.plan?.lines ?? []).flatMap((line) => line.points), ...(this.draw.shape?.points ?? [])];
    if (points.length > 1) this.fit(points.map((point) => [point.lon, point.lat]));
  }

  /** The place, line or area that is drawn, changed or only shown; null for none. */
  setShape(shape: ShapeOptions | null): void {
    if (shape?.mode === "adding") this.setMeasuring(false);
    this.draw.set(shape);
    this.setScene({ crosshair: false });
    this.showCursor();
  }

  /** In go-to mode the next click (or Enter, at the cross) is a point for the page and selects nothing. */
  setGoTo(vehicleName: string | null): void {
    this.goTo = vehicleName ?? undefined;
    if (this.goTo) this.setMeasuring(false);
    this.showGoTo();
  }

  setTarget(target: Point | null): void {
    this.scene.target = target ?? undefined;
    this.overlay.invalidate();
  }

  dispose(): void {
    this.socket?.close();
    this.themeWatch.disconnect();
    this.overlay.dispose();
    this.map.remove();
    if (window.droneCommandMap === this.probe) delete window.droneCommandMap;
  }

  // ---- the map itself ----

  private createMap(): MapLibreMap {
    const tokens = readTokens();
    const map = new MapLibreMap({
      container: this.host,
      style: siteStyle(tokens, this.site, this.world),
      bounds: this.siteBounds(),
      fitBoundsOptions: { padding: this.padding() },
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      maxZoom: 21,
      fadeDuration: 0,
      renderWorldCopies: false,
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    addImages(map, tokens);
    return map;
  }

  private restyle(): void {
    const tokens = readTokens();
    this.map.setStyle(siteStyle(tokens, this.site, this.world), { diff: true });
    addImages(this.map, tokens);
    for (const id of this.hidden) this.setLayerGroup(id, false);
    this.overlay.setTokens(tokens);
  }

  private padding(): number {
    return Math.max(16, Math.min(56, this.host.clientWidth * 0.06));
  }

  private siteBounds(): LngLatBoundsLike {
    const boundary = this.site.features.filter((feature) => feature.properties?.kind === "boundary");
    const from = boundary.length > 0 ? boundary : this.site.features;
    return boundsOf(from.flatMap((feature) => positionsOf(feature.geometry)));
  }

  private fit(positions: Position[]): void {
    this.map.fitBounds(boundsOf(positions), { padding: this.padding(), maxZoom: 18, duration: 400 });
  }

  // ---- tools ----

  private buildTools(live: boolean): Map<string, HTMLButtonElement> {
    const tools = [
      { id: "zoom-in", label: "Zoom in", icon: icons.zoomIn, press: () => void this.map.zoomIn() },
      { id: "zoom-out", label: "Zoom out", icon: icons.zoomOut, press: () => void this.map.zoomOut() },
      { id: "fit", label: "Fit the site", icon: icons.fit, press: () => this.fitSite() },
      ...(live
        ? [
            {
              id: "follow",
              label: "Follow the selected vehicle",
              icon: icons.follow,
              toggle: true,
              press: () => this.toggleFollow(),
            },
          ]
        : []),
      {
        id: "measure",
        label: "Measure a distance",
        icon: icons.measure,
        toggle: true,
        press: () => this.setMeasuring(!this.measuring),
      },
      { id: "layers", label: "Layers", icon: icons.layers, press: () => menu.toggle() },
    ];
    const buttons = buildToolbar(this.host, tools);
    const menu = new LayersMenu(this.host, buttons.get("layers")!, this.layerSwitches(live));
    return buttons;
  }

  private layerSwitches(live: boolean): LayerSwitch[] {
    const groups = layerGroups.map(({ id, title }) => ({
      id,
      title,
      on: true,
      set: (on: boolean) => this.setLayerGroup(id, on),
    }));
    if (!live) return groups;
    return [
      ...groups,
      { id: "trails", title: "Trails", on: true, set: (on) => this.setScene({ trails: on }) },
      { id: "names", title: "Vehicle names", on: true, set: (on) => this.setScene({ vehicleLabels: on }) },
    ];
  }

  private setScene(change: Partial<Scene>): void {
    Object.assign(this.scene, change);
    this.overlay.invalidate();
  }

  private setLayerGroup(id: string, on: boolean): void {
    if (on) this.hidden.delete(id);
    else this.hidden.add(id);
    for (const layer of layerGroups.find((group) => group.id === id)?.layers ?? []) {
      if (this.map.getLayer(layer)) this.map.setLayoutProperty(layer, "visibility", on ? "visible" : "none");
    }
  }

  private fitSite(): void {
    this.follow.set(false);
    this.map.fitBounds(this.siteBounds(), { padding: this.padding(), duration: 400 });
  }

  private toggleFollow(): void {
    if (!this.follow.isOn && !this.scene.selectedId) {
      this.banner.set("hint", "Select a vehicle first, then follow it.");
      setTimeout(() => this.banner.set("hint", ""), 3_000);
      return;
    }
    this.follow.set(!this.follow.isOn);
    if (this.follow.isOn && this.scene.selectedId) this.follow.show(this.scene.selectedId);
  }

  private setMeasuring(on: boolean): void {
    this.measuring = on;
    this.scene.measure = [];
    this.buttons.get("measure")?.setAttribute("aria-pressed", String(on));
    this.banner.set("measure", on ? describeMeasure([]) : "");
    this.showCursor();
    this.overlay.invalidate();
  }

  // ---- events ----

  private buildDrawing(): DrawTool {
    return new DrawTool(this.map, {
      changed: (points, finished) =>
        void this.dotnet.invokeMethodAsync("OnShapeChanged", points.flatMap(({ lat, lon }) => [lat, lon]), finished),
      cancelled: () => void this.dotnet.invokeMethodAsync("OnShapeCancelled"),
      say: (text) => this.banner.set("draw", text),
      redraw: () => this.overlay.invalidate(),
    });
  }

  private listen(): void {
    this.map.on("click", (event) => this.clicked({ lat: event.lngLat.lat, lon: event.lngLat.lng }, event.point));
    this.map.on("dragstart", () => this.follow.set(false));
    this.map.on("mousemove", (event) => {
      if (!this.goTo && !this.measuring && !this.draw.isAdding) this.showCursor(this.hit(event.point) !== undefined);
    });
    this.map.on("resize", () => this.overlay.invalidate());
    this.map.on("move", () => this.overlay.invalidate());
    const canvas = this.map.getCanvas();
    canvas.setAttribute("aria-label", "Map of the site; arrow keys move it, plus and minus zoom");
    canvas.addEventListener("keydown", (event) => this.keyed(event));
    canvas.addEventListener("pointerdown", () => this.setScene({ crosshair: false }));
  }

  private clicked(at: Point, point: { x: number; y: number }): void {
    if (this.measuring) this.addMeasure(at);
    else if (this.draw.clicked(at, point)) return;
    else if (this.goTo) {
      const low = point.y > this.map.getCanvas().clientHeight / 2;
      void this.dotnet.invokeMethodAsync("OnMapPoint", at.lat, at.lon, low);
    }
    else {
      const vehicle = this.hit(point);
      if (vehicle) void this.dotnet.invokeMethodAsync("OnVehicleClicked", vehicle.track.roster.id);
    }
  }

  private keyed(event: KeyboardEvent): void {
    if (!this.measuring && this.draw.keyed(event.key)) {
      event.preventDefault();
      return;
    }
    if (this.draw.isAdding && !this.scene.crosshair && event.key !== "Tab") this.setScene({ crosshair: true });
    if (event.key === "Escape") this.escape();
    else if (this.goTo || this.measuring) {
      if (!this.scene.crosshair) this.setScene({ crosshair: true });
      if (event.key === "Enter") {
        const centre = this.map.getCenter();
        this.clicked({ lat: centre.lat, lon: centre.lng }, { x: -100, y: Number.POSITIVE_INFINITY });
      }
    }
  }

  private escape(): void {
    if (this.measuring) this.setMeasuring(false);
    else if (this.goTo) void this.dotnet.invokeMethodAsync("OnGoToCancelled");
    this.setScene({ crosshair: false });
  }

  private addMeasure(at: Point): void {
    this.scene.measure = [...this.scene.measure, at];
    this.banner.set("measure", describeMeasure(this.scene.measure));
    this.overlay.invalidate();
  }

  private hit(point: { x: number; y: number }): DrawnVehicle | undefined {
    return [...this.overlay.drawn]
      .reverse()
      .find(({ xy }) => Math.hypot(xy.x - point.x, xy.y - point.y) <= hitPx);
  }

  private showCursor(overVehicle = false): void {
    this.map.getCanvas().style.cursor = this.goTo || this.measuring || this.draw.isAdding ? "crosshair" : overVehicle ? "pointer" : "";
  }

  private showGoTo(): void {
    this.banner.set("go-to", this.goTo ? `Click where ${this.goTo} shall go. Esc cancels.` : "");
    this.setScene({ crosshair: false });
    this.showCursor();
    if (this.goTo) this.map.getCanvas().focus();
  }

  private feedChanged(up: boolean): void {
    if (this.scene.feedUp === up) return;
    if (up) this.fleet.restart();
    this.setScene({ feedUp: up });
    this.banner.set("feed", up ? "" : "No telemetry from the server: what you see is old.", true);
  }

  private drawn(drawn: readonly DrawnVehicle[], now: number): void {
    this.probe.drawn(drawn);
    this.follow.keep(drawn.find(({ track }) => track.roster.id === this.scene.selectedId), now);
  }
}
