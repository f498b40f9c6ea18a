import {isTimeZone, toInstant} from '../../core/time/parse-time.ts';

const isDate =
  (shape: RegExp) =>
  (value: unknown): boolean =>
    typeof value === 'string' && shape.test(value) && !Number.isNaN(Date.parse(value));

export const isDay = isDate(/^\d{4}-\d\d-\d\d$/);

export const isMonth = isDate(/^\d{4}-\d\d$/);

export const isInstant = (value: unknown): boolean => typeof value === 'string' && toInstant(value) !== undefined;

export const isZone = (value: unknown): boolean => typeof value === 'string' && isTimeZone(value);

export const isSlots = (value: unknown): boolean =>
  Array.isArray(value) && (value as {start?: unknown}[]).every(slot => isInstant(slot?.start));
