/** Limits the cache: on a server the keys come from visitors, who can send any number of locales. */
const most = 1000;

/** Returns the cached value of a key, creating it on first use. */
export function memo<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  let value = known.get(key);
  if (value === undefined) {
    if (known.size >= most) known.clear();
    known.set(key, (value = make()));
  }
  return value;
}
