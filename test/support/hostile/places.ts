/** A place in a JSON value: a text that stands there, or the name of a member. */
export interface Place {
  /** Names and indexes, with `*` for any index, so that the same place of two values has one name. */
  name: string;
  /** The value with a text in that place. */
  with(text: string): unknown;
}

type Json = Record<string, unknown>;

function replace(value: unknown, [key, ...rest]: (string | number)[], text: string): unknown {
  if (key === undefined) return text;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === key ? replace(item, rest, text) : item));
  // Not by assignment: a member may be called `__proto__`.
  return Object.fromEntries(
    Object.entries(value as Json).map(([name, item]) => [name, name === key ? replace(item, rest, text) : item]),
  );
}

function rename(value: unknown, [key, ...rest]: (string | number)[], text: string): unknown {
  if (key === undefined) return {...(value as Json), [text]: text};
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === key ? rename(item, rest, text) : item));
  return Object.fromEntries(
    Object.entries(value as Json).map(([name, item]) => [name, name === key ? rename(item, rest, text) : item]),
  );
}

/** Every place of a JSON value: each member and item, whatever is there, and one more member of each object. */
export function placesOf(root: unknown): Place[] {
  const places = new Map<string, Place>();
  const walk = (value: unknown, path: (string | number)[]): void => {
    const name = path.map(part => (typeof part === 'number' ? '*' : part)).join('.');
    if (path.length > 0 && !places.has(name)) places.set(name, {name, with: text => replace(root, path, text)});
    if (Array.isArray(value)) value.forEach((item, index) => walk(item, [...path, index]));
    else if (typeof value === 'object' && value !== null) {
      const more = [name, '(any name)'].filter(Boolean).join('.');
      if (!places.has(more)) places.set(more, {name: more, with: text => rename(root, path, text)});
      for (const [key, item] of Object.entries(value)) walk(item, [...path, key]);
    }
  };
  walk(root, []);
  return [...places.values()];
}
