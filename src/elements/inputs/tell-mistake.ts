/** Reports a mistake in the console. The code and texts load on demand: never on a page without mistakes. */
export function tellMistake<Name extends keyof Mistakes>(name: Name, ...facts: Parameters<Mistakes[Name]>): void {
  import('./mistakes.ts').then(
    mistakes => (mistakes[name] as (...facts: unknown[]) => void)(...facts),
    () => {},
  );
}

type Mistakes = typeof import('./mistakes.ts');
