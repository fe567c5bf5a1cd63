// The time that relative times are counted from; it moves on by itself, so that "now" does not stay.

const STEP_MS = 30_000;

class Clock {
  now = $state(Date.now());

  constructor() {
    setInterval(() => (this.now = Date.now()), STEP_MS);
  }
}

export const clock = new Clock();
