import assert from "node:assert/strict";
import { test } from "node:test";
import { MultipartReader } from "../src/feed/multipart.js";
import { describe } from "../src/feed/pictures.js";
import { reconnectDelay } from "../src/fleet/socket.js";

/** A picture whose bytes look like a boundary. */
const tricky = "--frame\r\n\r\n--frame--";

function part(body: string, stamp: number): string {
  return `--frame\r\nContent-Type: image/jpeg\r\nContent-Length: ${body.length}\r\nX-Timestamp: ${stamp}\r\n\r\n${body}\r\n`;
}

function read(stream: string, chunk: number): string[] {
  const reader = new MultipartReader();
  const bytes = new TextEncoder().encode(stream);
  const bodies: string[] = [];
  for (let i = 0; i < bytes.length; i += chunk) {
    for (const each of reader.push(bytes.slice(i, i + chunk))) {
      bodies.push(`${each.headers.get("x-timestamp")}:${new TextDecoder().decode(each.body)}`);
    }
  }
  return bodies;
}

test("parts come out whole in any chunking", () => {
  const stream = part("one", 1) + part(tricky, 2) + part("three", 3);
  for (const chunk of [1, 2, 7, 64, 10_000]) {
    assert.deepEqual(read(stream, chunk), ["1:one", `2:${tricky}`, "3:three"]);
  }
});

test("a part without length is refused", () => {
  assert.throws(() => read("--frame\r\nContent-Type: image/jpeg\r\n\r\nabc", 100), /Content-Length/);
});

test("the badge says how old the picture is", () => {
  assert.deepEqual(describe(undefined, undefined, ""), ["waiting", "waits for a picture"]);
  assert.deepEqual(describe(undefined, undefined, "no stream (HTTP 404)"), [
    "waiting",
    "no picture: no stream (HTTP 404)",
  ]);
  assert.deepEqual(describe(40, 38, ""), ["live", "LIVE 40 ms"]);
  assert.deepEqual(describe(40, undefined, ""), ["live", "LIVE"]);
  assert.deepEqual(describe(3_100, 40, ""), ["old", "picture 3 s old"]);
  // Fresh from the network, but rendered long ago: old all the same.
  assert.deepEqual(describe(10, 5_000, ""), ["old", "picture 5 s old"]);
});

test("reconnecting backs off to ten seconds and never to none", () => {
  const delays = [0, 1, 2, 3, 4, 5, 20].map((attempt) => reconnectDelay(attempt, () => 0.5));
  assert.deepEqual(delays, [500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  assert.ok(reconnectDelay(0, () => 0) >= 375);
});
