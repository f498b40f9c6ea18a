/**
 * Copies a record without a prototype (no `constructor`, no `toString`). For records whose keys come from outside, such
 * as question slugs.
 */
export function bare<Value>(record: Readonly<Record<string, Value>> = {}): Record<string, Value> {
  return Object.assign(Object.create(null) as Record<string, Value>, record);
}

/** Returns a record's own member under a name that comes from outside, or undefined. */
export function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
