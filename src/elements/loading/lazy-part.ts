import type {CSSResult} from 'lit';

/** An element as its lazy parts see it. */
interface Host {
  readonly renderRoot: ParentNode;
  requestUpdate(): void;
}

/** A part of an element whose code is loaded when it is needed. */
export interface LazyPart<Part> {
  /** The part; undefined until it is loaded. */
  part?: Part;
  /**
   * Loads the part, once. Rejects if that fails, and the next call tries again: every caller says what the visitor is
   * told then.
   */
  load(): Promise<Part>;
}

/**
 * Makes a part of an element that is loaded when it is needed; the element is updated then. `make` imports the code,
 * creates the part, and passes the styles that came with it to `adopt`.
 */
export function lazyPart<Part>(
  host: Host,
  make: (adopt: (...styles: CSSResult[]) => void) => Promise<Part>,
): LazyPart<Part> {
  let loading: Promise<Part> | undefined;
  const adopt = (...styles: CSSResult[]) =>
    (host.renderRoot as ShadowRoot).adoptedStyleSheets.push(...styles.map(({styleSheet}) => styleSheet!));
  const lazy: LazyPart<Part> = {
    load: () =>
      (loading ??= make(adopt).then(
        part => {
          lazy.part = part;
          host.requestUpdate();
          return part;
        },
        (cause: unknown) => {
          loading = undefined;
          throw cause;
        },
      )),
  };
  return lazy;
}
