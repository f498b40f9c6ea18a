import {html as write, type TemplateResult} from 'lit';

type Handler = (this: unknown, event: Event) => unknown;

/** An element that tells what goes wrong in it. */
interface Teller {
  trouble?(cause: unknown): void;
}

const guarded = new WeakMap<Handler, Handler>();

/** The same handler, whose element tells what it throws or rejects with. */
function guard(handler: Handler): Handler {
  const known = guarded.get(handler);
  if (known) return known;
  const safe: Handler = function (event) {
    const tell = (cause: unknown) => (this as Teller).trouble?.(cause);
    try {
      const result = handler.call(this, event);
      if (result instanceof Promise) result.catch(tell);
    } catch (cause) {
      tell(cause);
    }
  };
  guarded.set(handler, safe);
  return safe;
}

/** Lit's templates, in which no handler ends in silence; it is called on the element whose template it is in. */
export function html(strings: TemplateStringsArray, ...values: unknown[]): TemplateResult<1> {
  const isHandler = (value: unknown, index: number) => typeof value === 'function' && /@[\w-]+=$/.test(strings[index]!);
  return write(strings, ...values.map((value, index) => (isHandler(value, index) ? guard(value as Handler) : value)));
}
