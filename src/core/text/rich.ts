/** Whether a text may hold Markdown: what it holds is then worth reading (`markdown.ts`). Others are shown as they are. */
export function isRich(text: string): boolean {
  return /[*_`[\\&<]|~~|https?:|^[ \t]{0,8}(?:[-+#>]|={2}|\d{1,9}[.)])/m.test(text);
}
