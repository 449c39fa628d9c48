import assert from "node:assert/strict";
import { test } from "node:test";
import { overlaps, placeLabel, type Box } from "../src/draw/labels.js";
import { formatAge, lookOf } from "../src/draw/look.js";
import type { PositionEntry } from "../src/fleet/decoder.js";
import type { Tokens } from "../src/style/tokens.js";

const anywhere: Box = { x: -1e4, y: -1e4, w: 2e4, h: 2e4 };

test("at the map's edge a label goes to the other side", () => {
  const map = { x: 0, y: 0, w: 400, h: 300 };
  assert.ok(placeLabel({ x: 380, y: 100 }, 60, 13, [], map).x < 380 - 60);
  assert.ok(placeLabel({ x: 20, y: 100 }, 60, 13, [], map).x > 20);
});

test("labels of vehicles that stand together do not cover each other", () => {
  const taken: Box[] = [];
  for (let i = 0; i < 4; i++) {
    const box = placeLabel({ x: 100 + i * 12, y: 100 }, 60, 13, taken, anywhere);
    assert.ok(!taken.some((other) => overlaps(box, other)));
    taken.push(box);
  }
});

test("a label always has a place", () => {
  const everywhere: Box[] = [{ x: -1e4, y: -1e4, w: 2e4, h: 2e4 }];
  assert.deepEqual(placeLabel({ x: 0, y: 0 }, 10, 10, everywhere, anywhere), { x: 16, y: -5, w: 10, h: 10 });
});

test("each severity has its own shape, and what is lost is a ring whatever else it is", () => {
  const tokens = new Proxy({} as Tokens, { get: (_, name) => String(name) });
  const shape = (severity: number, lost = false) =>
    lookOf({ severity, status: 3 } as PositionEntry, lost, tokens).mark;
  assert.deepEqual([0, 1, 2, 3, 4].map((severity) => shape(severity)), [
    "circle",
    "circle",
    "diamond",
    "square",
    "triangle",
  ]);
  assert.equal(shape(4, true), "ring");
  assert.equal(lookOf({ severity: 0, status: 8 } as PositionEntry, false, tokens).colour, "missing");
});

test("ages are coarse", () => {
  assert.deepEqual([400, 4_400, 99_000, 200_000, 9_000_000].map(formatAge), ["now", "4 s", "99 s", "3 min", "3 h"]);
});
