type Handlers = Readonly<Record<string, (...inputs: never[]) => unknown>>;

/** Wraps handlers so that errors they throw, or reject with, go to `failed` instead of being lost. */
export function guardHandlers<Of extends object>(handlers: Of, failed: (cause: unknown) => void): Of {
  const guard =
    (handler: Handlers[string]) =>
    (...inputs: never[]) => {
      try {
        const result = handler(...inputs);
        if (result instanceof Promise) result.catch(failed);
        return result;
      } catch (cause) {
        failed(cause);
      }
    };
  return Object.fromEntries(
    Object.entries(handlers as Handlers).map(([name, handler]) => [name, guard(handler)]),
  ) as Of;
}
