import assert from "node:assert/strict";
import { test } from "node:test";
import { Guard, type Clock } from "../src/controls/guard.js";

class FakeClock implements Clock {
  at = 0;
  private waiting: (() => void)[] = [];

  now(): number {
    return this.at;
  }

  frame(callback: () => void): () => void {
    this.waiting.push(callback);
    return () => {
      this.waiting = this.waiting.filter((each) => each !== callback);
    };
  }

  /** Frames of 20 ms until the time is over. */
  pass(ms: number): void {
    const until = this.at + ms;
    while (this.at < until) {
      this.at += 20;
      const due = this.waiting;
      this.waiting = [];
      for (const callback of due) callback();
    }
  }
}

function make() {
  const clock = new FakeClock();
  const said: string[] = [];
  let fired = 0;
  let progress = 0;
  const guard = new Guard(
    "Land",
    clock,
    { progress: (share) => (progress = share), say: (text) => said.push(text) },
    () => fired++,
  );
  return { clock, guard, said, count: () => fired, progress: () => progress };
}

test("held for two seconds it fires, once, and says how far it is", () => {
  const { clock, guard, said, count } = make();
  guard.holdStart();
  clock.pass(1_960);
  assert.equal(count(), 0);
  clock.pass(100);
  assert.equal(count(), 1);
  clock.pass(10_000);
  assert.equal(count(), 1);
  assert.deepEqual(said, ["Land: keep holding, 2 s", "Land: keep holding, 1 s", "Land: sent"]);
});

test("let go early, nothing is sent", () => {
  const { clock, guard, said, count, progress } = make();
  guard.holdStart();
  clock.pass(1_500);
  assert.ok(progress() > 0.7);
  guard.release();
  clock.pass(5_000);
  assert.equal(count(), 0);
  assert.equal(progress(), 0);
  assert.equal(said.at(-1), "Land: let go, nothing sent");
});

test("a key that repeats while it is held does not begin anew", () => {
  const { clock, guard, count } = make();
  for (let i = 0; i < 30; i++) {
    guard.holdStart();
    clock.pass(100);
  }
  assert.equal(count(), 1);
});

test("a slide fires at its end and not before, and not again in the same gesture", () => {
  const { clock, guard, count } = make();
  for (const share of [0.2, 0.5, 0.9]) guard.slideTo(share);
  assert.equal(count(), 0);
  for (const share of [0.97, 1, 1.2, 1]) guard.slideTo(share);
  assert.equal(count(), 1);
  guard.release();
  clock.pass(1_600);
  guard.slideTo(1);
  assert.equal(count(), 2);
});

test("right after firing a second gesture is not taken", () => {
  const { clock, guard, count } = make();
  guard.slideTo(1);
  clock.pass(500);
  guard.holdStart();
  guard.slideTo(1);
  clock.pass(900);
  assert.equal(count(), 1);
});
