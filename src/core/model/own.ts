/**
 * A copy that has nothing but what is its own: no `constructor`, no `toString`. For records whose keys come from outside,
 * such as the slugs of questions.
 */
export function bare<Value>(record: Readonly<Record<string, Value>> = {}): Record<string, Value> {
  return Object.assign(Object.create(null) as Record<string, Value>, record);
}

/** What a table has under a name that comes from outside. */
export function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
