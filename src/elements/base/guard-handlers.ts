type Handlers = Readonly<Record<string, (...inputs: never[]) => unknown>>;

/** The same handlers, which tell what they throw or reject with: nothing a visitor does may end in silence. */
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
