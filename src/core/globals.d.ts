/**
 * The globals that browsers, Node, Deno and Bun share, as far as `core` uses them. `core` is compiled without the types
 * of any of them.
 */
declare class URLSearchParams {
  constructor(init?: Record<string, string> | [string, string][] | string);
  toString(): string;
  delete(name: string): void;
  keys(): IterableIterator<string>;
  [Symbol.iterator](): IterableIterator<[string, string]>;
}

declare class TextEncoder {
  encode(text?: string): {length: number};
}
