/** Tells the page's developer of a mistake. The words are loaded when they are needed: in a page without mistakes never. */
export function tellMistake<Name extends keyof Mistakes>(name: Name, ...facts: Parameters<Mistakes[Name]>): void {
  import('./mistakes.ts').then(
    mistakes => (mistakes[name] as (...facts: unknown[]) => void)(...facts),
    () => {},
  );
}

type Mistakes = typeof import('./mistakes.ts');
