/** Whether text may contain Markdown and needs `markdown.ts`. Other text is shown as it is. */
export function isRich(text: string): boolean {
  return /[*_`[\\&<]|~~|https?:|^[ \t]{0,8}(?:[-+#>]|={2}|\d{1,9}[.)])/m.test(text);
}
