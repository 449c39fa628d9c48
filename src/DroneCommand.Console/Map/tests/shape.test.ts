import assert from "node:assert/strict";
import { test } from "node:test";
import { arrows } from "../src/draw/plan.js";
import { Shape } from "../src/tools/shape.js";

const at = (lat: number, lon: number) => ({ lat, lon });

test("an area is complete with three corners, a line with two, a place with one", () => {
  const area = new Shape("area");
  area.add(at(0, 0));
  area.add(at(0, 1));
  assert.equal(area.isComplete, false);
  area.add(at(1, 1));
  assert.equal(area.isComplete, true);
  assert.equal(new Shape("line", [at(0, 0)]).isComplete, false);
  assert.equal(new Shape("point", [at(0, 0)]).isComplete, true);
});

test("a place that is clicked again is put elsewhere", () => {
  const place = new Shape("point", [at(0, 0)]);
  place.add(at(1, 1));
  assert.deepEqual(place.points, [at(1, 1)]);
});

test("delete takes the selected corner away, else the last", () => {
  const line = new Shape("line", [at(0, 0), at(0, 1), at(0, 2)]);
  line.selected = 0;
  assert.equal(line.remove(), true);
  assert.deepEqual(line.points, [at(0, 1), at(0, 2)]);
  line.remove();
  line.remove();
  assert.equal(line.remove(), false);
});

test("an area has a middle on its closing edge, a line has none there", () => {
  const corners = [at(0, 0), at(0, 2), at(2, 2)];
  assert.deepEqual(new Shape("area", corners).middles.at(-1), { index: 3, at: at(1, 1) });
  assert.equal(new Shape("line", corners).middles.length, 2);
});

test("a corner that is put between two others is the one that is moved next", () => {
  const line = new Shape("line", [at(0, 0), at(0, 2)]);
  line.insert(1, at(0, 1));
  line.move(1, at(1, 1));
  assert.deepEqual(line.points, [at(0, 0), at(1, 1), at(0, 2)]);
  assert.equal(line.selected, 1);
});

test("what it waits for is said with the count and what is missing", () => {
  const area = new Shape("area", [at(54, 9)]);
  assert.match(area.describe(), /^1 corner; at least 2 more/);
  area.add(at(54.001, 9));
  area.add(at(54.001, 9.001));
  assert.match(area.describe(), /^3 corners, last edge 6\d m\. Enter/);
});

test("arrows stand in the middle of long legs and keep apart", () => {
  const line = [0, 30, 60, 90, 300, 500].map((x) => ({ x, y: 0 }));
  const found = arrows(line);
  assert.deepEqual(
    found.map(({ at: { x } }) => x),
    [75, 195, 400],
  );
  assert.ok(found.every(({ angle }) => angle === 0));
});
