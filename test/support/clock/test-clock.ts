import {beforeEach, expect} from 'vitest';
import {shiftDate} from './clock.ts';

/** The proxy's tests pass it a clock, or keep to that of a database or a process of their own. */
const hasOwnClock = expect.getState().testPath?.includes('/test/proxy/');
const offsetMs = Number(import.meta.env?.['TEST_CLOCK_OFFSET_MS']);

// Before each test, too, since `vi.useRealTimers()` puts the machine's clock back.
if (!hasOwnClock) {
  shiftDate(offsetMs);
  beforeEach(() => shiftDate(offsetMs));
}
