/**
 * The clock of the tests: every run of browser and end-to-end tests begins on the same day, whatever the machine's date
 * is, and goes on from there. `TEST_DAY=2026-12-31` begins another day; `npm run test:days` runs the days that differ.
 */

/** A Wednesday in the middle of a month, without a change of clocks nearby. */
const ordinaryDay = '2026-11-18';

declare global {
  interface ImportMeta {
    env?: Record<string, string | undefined>;
  }
}

/**
 * Moves `Date` of this realm by so many milliseconds; it keeps running. A page runs it as text, so it uses nothing from
 * outside. Calling it again replaces the shift.
 */
export function shiftDate(offsetMs: number): void {
  const kept = globalThis as {realDate?: DateConstructor};
  const real = (kept.realDate ??= Date);
  const now = () => real.now() + offsetMs;
  function ShiftedDate(...parts: unknown[]) {
    if (!new.target) return new real(now()).toString();
    return Reflect.construct(real, parts.length ? parts : [now()], new.target) as Date;
  }
  // One prototype, so that dates made by the platform are instances of it, too.
  ShiftedDate.prototype = real.prototype;
  globalThis.Date = Object.assign(ShiftedDate, {now, parse: real.parse, UTC: real.UTC}) as unknown as DateConstructor;
}

/** Milliseconds from the machine's clock to 10:00 UTC of the day the tests begin; `TEST_DAY` is `YYYY-MM-DD`. */
export function clockOffsetMs(): number {
  const env = process.env;
  env['TEST_CLOCK_OFFSET_MS'] ??= String(Date.parse(`${env['TEST_DAY'] ?? ordinaryDay}T10:00:00Z`) - Date.now());
  return Number(env['TEST_CLOCK_OFFSET_MS']);
}
