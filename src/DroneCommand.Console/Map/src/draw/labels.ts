import type { XY } from "./symbols.js";

export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

export function overlaps(one: Box, other: Box): boolean {
  return one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h;
}

/**
 * Finds a place for a label of the given size beside a mark: right, left, below, above, then further out, where it
 * covers nothing that is there already and is not cut off by the map's edge. The last resort is the first place: a name is
 * never left out.
 */
export function placeLabel(at: XY, w: number, h: number, taken: readonly Box[], map: Box): Box {
  const places: Box[] = [];
  for (const gap of [16, 30, 48]) {
    places.push(
      { x: at.x + gap, y: at.y - h / 2, w, h },
      { x: at.x - gap - w, y: at.y - h / 2, w, h },
      { x: at.x - w / 2, y: at.y + gap, w, h },
      { x: at.x - w / 2, y: at.y - gap - h, w, h },
      { x: at.x + gap * 0.7, y: at.y - gap - h / 2, w, h },
      { x: at.x + gap * 0.7, y: at.y + gap - h / 2, w, h },
    );
  }
  const free = places.filter((place) => !taken.some((box) => overlaps(place, box)));
  return free.find((place) => within(place, map)) ?? free[0] ?? places[0]!;
}

function within(box: Box, outer: Box): boolean {
  return (
    box.x >= outer.x && box.y >= outer.y && box.x + box.w <= outer.x + outer.w && box.y + box.h <= outer.y + outer.h
  );
}
