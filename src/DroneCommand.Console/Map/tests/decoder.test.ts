import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesPerVehicle, decode } from "../src/fleet/decoder.js";

/** The very bytes that the server's encoder test expects: the two halves cannot drift apart unseen. */
const golden = "020101000080d124a4207a420100010b030354e3a59bc43d4b40e17a14ae47e12140cdcc20420000a8423333c340fa000000";

function bytes(hex: string): ArrayBuffer {
  return Uint8Array.from(hex.match(/../g)!, (byte) => Number.parseInt(byte, 16)).buffer as ArrayBuffer;
}

test("positions of the server's own test message", () => {
  const message = decode(bytes(golden));
  assert.equal(message.type, "positions");
  assert.ok(message.type === "positions");
  assert.equal(message.serverTimeMs, Date.UTC(2026, 10, 23, 21, 14, 7));
  const [vehicle] = message.vehicles;
  assert.deepEqual(
    { ...vehicle, aboveHomeM: vehicle?.aboveHomeM.toFixed(1), groundSpeedMps: vehicle?.groundSpeedMps.toFixed(1) },
    {
      handle: 1,
      kind: 1,
      armed: true,
      stale: true,
      lost: false,
      needsYou: true,
      simulated: false,
      status: 3,
      severity: 3,
      lat: 54.4825625,
      lon: 8.94,
      aboveHomeM: "40.2",
      headingDeg: 84,
      groundSpeedMps: "6.1",
      ageMs: 250,
    },
  );
});

test("a message cut short, too long, of another version or type is refused, not half read", () => {
  assert.throws(() => decode(bytes(golden.slice(0, -2))), /do not fill/);
  assert.throws(() => decode(bytes(`${golden}00`)), /do not fill/);
  assert.throws(() => decode(bytes(golden.slice(0, 20))), /cut short/);
  assert.throws(() => decode(bytes(`0209${golden.slice(4)}`)), /version 9/);
  assert.throws(() => decode(bytes("07")), /type 7/);
  assert.throws(() => decode(new ArrayBuffer(0)), /empty/);
  assert.throws(() => decode(bytes("017b7d")), /not a list/);
});

test("no vehicles is a message too", () => {
  const message = decode(bytes(`02010000${golden.slice(8, 24)}`));
  assert.ok(message.type === "positions");
  assert.equal(message.vehicles.length, 0);
  assert.equal(bytesPerVehicle, 38);
});
