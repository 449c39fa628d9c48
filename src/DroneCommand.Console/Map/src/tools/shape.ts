import { distance, formatLength, type Point } from "../geo/geodesic.js";

export type ShapeKind = "point" | "line" | "area";

const least: Record<ShapeKind, number> = { point: 1, line: 2, area: 3 };

/** More corners than anybody clicks; a text that was pasted may have them. */
const most = 500;

/** A place, a line or an area while somebody draws or changes it. Knows nothing of the map. */
export class Shape {
  private corners: Point[];
  /** The corner that Delete takes away; undefined: the last. */
  selected: number | undefined;

  constructor(
    readonly kind: ShapeKind,
    points: readonly Point[] = [],
  ) {
    this.corners = points.slice(0, most);
  }

  get points(): readonly Point[] {
    return this.corners;
  }

  get isComplete(): boolean {
    return this.corners.length >= least[this.kind];
  }

  /** Adds a corner at the end; a place is put elsewhere. */
  add(at: Point): void {
    if (this.kind === "point") this.corners = [at];
    else if (this.corners.length < most) this.corners = [...this.corners, at];
    this.selected = undefined;
  }

  /** Puts a corner between two others. */
  insert(index: number, at: Point): void {
    if (this.corners.length >= most) return;
    this.corners = [...this.corners.slice(0, index), at, ...this.corners.slice(index)];
    this.selected = index;
  }

  move(index: number, at: Point): void {
    this.corners = this.corners.map((corner, i) => (i === index ? at : corner));
  }

  /** Takes the selected corner away, or the last. False when there is none. */
  remove(): boolean {
    if (this.corners.length === 0) return false;
    const index = this.selected ?? this.corners.length - 1;
    this.corners = this.corners.filter((_, i) => i !== index);
    this.selected = undefined;
    return true;
  }

  /** The middles of its edges, each with the index at which a corner put there belongs. */
  get middles(): { index: number; at: Point }[] {
    const ring = this.kind === "area" && this.corners.length > 2;
    const ends = ring ? [...this.corners, this.corners[0]!] : this.corners;
    return ends.slice(1).map((to, i) => {
      const from = ends[i]!;
      return { index: i + 1, at: { lat: (from.lat + to.lat) / 2, lon: (from.lon + to.lon) / 2 } };
    });
  }

  /** What the map waits for, in one sentence; read out. */
  describe(): string {
    if (this.kind === "point") return "Click the place, or press Space at the cross. Esc cancels.";
    const what = this.kind === "area" ? "corner" : "point";
    if (this.corners.length === 0) return `Click the first ${what}, or press Space at the cross. Esc cancels.`;
    const missing = least[this.kind] - this.corners.length;
    const count = `${this.corners.length} ${what}${this.corners.length === 1 ? "" : "s"}`;
    if (missing > 0) return `${count}; at least ${missing} more. Delete takes the last away, Esc cancels.`;
    const [from, to] = this.corners.slice(-2);
    return `${count}, last edge ${formatLength(distance(from!, to!))}. Enter or a double click finishes, Delete takes the last away.`;
  }
}
