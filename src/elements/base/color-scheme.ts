/** The CSS `color-scheme` of a `theme`; the page's own without one. */
export function colorSchemeOf(theme: string | undefined): string {
  return theme === 'auto' ? 'light dark' : (theme ?? '');
}
