import {clockOffsetMs, shiftDate} from './clock.ts';

/** Loaded before a program (`node --import`): its `Date` is the suite's clock. */
shiftDate(clockOffsetMs());
