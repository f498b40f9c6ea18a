/** The CSS `color-scheme` for a `theme`; empty without one, so that the page's setting applies. */
export function colorSchemeOf(theme: string | undefined): string {
  return theme === 'auto' ? 'light dark' : (theme ?? '');
}
