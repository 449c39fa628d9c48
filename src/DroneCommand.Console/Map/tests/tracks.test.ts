import assert from "node:assert/strict";
import { test } from "node:test";
import type { PositionEntry, RosterEntry } from "../src/fleet/decoder.js";
import { Fleet, Track } from "../src/fleet/tracks.js";
import { distance } from "../src/geo/geodesic.js";

const roster: RosterEntry = { handle: 1, id: "k1", name: "K 1", kind: 1, simulated: true };
/** About 6 m/s to the east at 54.48 N. */
const stepLon = 0.6 / (111_320 * Math.cos((54.48 * Math.PI) / 180));

function entry(change: Partial<PositionEntry> = {}): PositionEntry {
  return {
    handle: 1,
    kind: 1,
    armed: true,
    stale: false,
    lost: false,
    needsYou: false,
    simulated: true,
    status: 3,
    severity: 0,
    lat: 54.48,
    lon: 8.99,
    aboveHomeM: 40,
    headingDeg: 90,
    groundSpeedMps: 6,
    ageMs: 0,
    ...change,
  };
}

/** A track that got ten messages 100 ms apart; the last came at local time 900. */
function moving(): Track {
  const track = new Track(roster, entry(), 1_000_000, 0);
  for (let i = 1; i < 10; i++) track.update(entry({ lon: 8.99 + i * stepLon }), 1_000_000 + i * 100, i * 100);
  return track;
}

test("between two messages the mark moves on at the measured speed, with no jump at the next one", () => {
  const track = moving();
  const before = track.positionAt(999)!;
  assert.ok(Math.abs(distance(track.positionAt(900)!, before) - 0.6) < 0.05);
  track.update(entry({ lon: 8.99 + 10 * stepLon }), 1_001_000, 1_000);
  assert.ok(distance(before, track.positionAt(1_000)!) < 0.05);
});

test("a vehicle that is not heard any more stops on the map and looks stale", () => {
  const track = moving();
  const stopped = track.positionAt(1_400)!;
  assert.deepEqual(track.positionAt(2_000), stopped);
  assert.equal(track.isStale(2_000), false);
  assert.equal(track.isStale(3_500), true);
  assert.equal(track.isLost(5_500), true);
});

test("the server's word of stale or lost counts at once", () => {
  assert.equal(new Track(roster, entry({ stale: true }), 1, 0).isStale(0), true);
  assert.equal(new Track(roster, entry({ lost: true }), 1, 0).isLost(0), true);
  assert.equal(new Track(roster, entry({ ageMs: 1_600 }), 1, 0).isStale(0), true);
});

test("a position jump is drawn where it is, not glided to, and begins a new trail", () => {
  const track = moving();
  track.update(entry({ lat: 54.49 }), 1_001_000, 1_000);
  assert.equal(track.positionAt(1_000)!.lat, 54.49);
  assert.equal(track.positionAt(1_200)!.lat, 54.49);
  assert.equal(track.trail.length, 1);
});

test("an older message that comes late changes nothing", () => {
  const fleet = new Fleet();
  fleet.apply({ type: "roster", vehicles: [roster] }, 0);
  fleet.apply({ type: "positions", serverTimeMs: 2_000, vehicles: [entry({ lon: 9 })] }, 0);
  fleet.apply({ type: "positions", serverTimeMs: 1_000, vehicles: [entry({ lon: 8 })] }, 10);
  assert.equal(fleet.find("k1")!.entry.lon, 9);
  fleet.restart();
  fleet.apply({ type: "positions", serverTimeMs: 1_000, vehicles: [entry({ lon: 8 })] }, 20);
  assert.equal(fleet.find("k1")!.entry.lon, 8);
});

test("a vehicle that left the roster leaves the map", () => {
  const fleet = new Fleet();
  fleet.apply({ type: "roster", vehicles: [roster] }, 0);
  fleet.apply({ type: "positions", serverTimeMs: 1, vehicles: [entry(), entry({ handle: 9 })] }, 0);
  assert.equal([...fleet.tracks].length, 1);
  fleet.apply({ type: "roster", vehicles: [] }, 0);
  assert.equal([...fleet.tracks].length, 0);
});

test("without a position nothing is drawn", () => {
  const track = new Track(roster, entry({ lat: Number.NaN, lon: Number.NaN }), 1, 0);
  assert.equal(track.positionAt(0), undefined);
});
