import assert from "node:assert/strict";
import { test } from "node:test";
import { bearing, distance, formatLength, splitLine } from "../src/geo/geodesic.js";
import { describeMeasure } from "../src/tools/measure.js";

test("distances on the ellipsoid", () => {
  // Flinders Peak to Buninyong, Vincenty's own example: 54,972.271 m.
  const flinders = { lat: -(37 + 57 / 60 + 3.7203 / 3600), lon: 144 + 25 / 60 + 29.5244 / 3600 };
  const buninyong = { lat: -(37 + 39 / 60 + 10.1561 / 3600), lon: 143 + 55 / 60 + 35.3839 / 3600 };
  assert.ok(Math.abs(distance(flinders, buninyong) - 54_972.271) < 0.5);
  assert.equal(distance(flinders, flinders), 0);
  // A degree of longitude on the equator.
  assert.ok(Math.abs(distance({ lat: 0, lon: 0 }, { lat: 0, lon: 1 }) - 111_319.491) < 0.01);
  // Antipodes, where the series does not end.
  assert.ok(distance({ lat: 0, lon: 0 }, { lat: 0.5, lon: 179.7 }) > 19_900_000);
});

test("bearings are clockwise from north", () => {
  assert.ok(Math.abs(bearing({ lat: 0, lon: 0 }, { lat: 0, lon: 1 }) - 90) < 1e-9);
  assert.ok(Math.abs(bearing({ lat: 0, lon: 0 }, { lat: -1, lon: 0 }) - 180) < 1e-9);
});

test("a route is split at its done share", () => {
  const line = [
    { lat: 0, lon: 0 },
    { lat: 0, lon: 0.001 },
    { lat: 0, lon: 0.002 },
  ];
  const { done, ahead } = splitLine(line, 0.75);
  assert.ok(Math.abs(done.at(-1)!.lon - 0.0015) < 1e-9);
  assert.equal(ahead.length, 2);
  assert.equal(splitLine(line, 0).ahead.length, 4 - 1);
  assert.equal(splitLine(line, 1).done.length, 3);
  assert.equal(splitLine(line, 7).done.length, 3);
});

test("lengths and measurements in words", () => {
  assert.equal(formatLength(8.44), "8.4 m");
  assert.equal(formatLength(84.4), "84 m");
  assert.equal(formatLength(1236), "1.24 km");
  const [a, b, c] = [
    { lat: 54.48, lon: 8.99 },
    { lat: 54.481, lon: 8.99 },
    { lat: 54.481, lon: 8.992 },
  ] as const;
  assert.match(describeMeasure([]), /Click the map/);
  assert.equal(describeMeasure([a, b]), "111 m at 000°");
  assert.equal(describeMeasure([a, b, c]), "241 m in 2 legs · last 130 m at 090°");
});
