/** So many values are kept; on a server keys come from visitors, who can think of any number of locales. */
const most = 1000;

/** What is known under a key, or is made for it now. */
export function memo<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  let value = known.get(key);
  if (value === undefined) {
    if (known.size >= most) known.clear();
    known.set(key, (value = make()));
  }
  return value;
}
