import {html as litHtml, type TemplateResult} from 'lit';

type Handler = (this: unknown, event: Event) => unknown;

/** An element that reports unexpected errors. */
interface Reporter {
  trouble?(cause: unknown): void;
}

const guarded = new WeakMap<Handler, Handler>();

/** Wraps a handler so that its element reports errors it throws or rejects with. */
function guard(handler: Handler): Handler {
  const known = guarded.get(handler);
  if (known) return known;
  const safe: Handler = function (event) {
    const report = (cause: unknown) => (this as Reporter).trouble?.(cause);
    try {
      const result = handler.call(this, event);
      if (result instanceof Promise) result.catch(report);
    } catch (cause) {
      report(cause);
    }
  };
  guarded.set(handler, safe);
  return safe;
}

/**
 * Lit's `html`, with event handlers wrapped so that their errors are reported. Handlers run with the element as `this`.
 */
export function html(strings: TemplateStringsArray, ...values: unknown[]): TemplateResult<1> {
  const isHandler = (value: unknown, index: number) => typeof value === 'function' && /@[\w-]+=$/.test(strings[index]!);
  return litHtml(strings, ...values.map((value, index) => (isHandler(value, index) ? guard(value as Handler) : value)));
}
