/** What must never become a link, a frame, a form's target or a request, whoever wrote it. */
export const badAddresses: readonly string[] = [
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'javascript://a.example/%0aalert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'blob:https://a.example/1',
  'file:///etc/passwd',
  'ftp://a.example/',
  'about:blank',
  'intent://a#Intent;end',
  'http://[',
  'http://',
  'https:///',
  'https:a.example',
  'https:\\\\a.example',
  'https://a.example:99999x/',
  'https://user:password@a.example/',
  'https://user@a.example/x',
  'https://a.example\\@b.example/',
  'https://a.example/ b',
  'https://a.example/\n',
  `https://a.example/${'a'.repeat(60_000)}`,
];

/** Whether a written address leads to a page, and gives nobody's name and password to it. */
export function isSafe(written: string, base: string): boolean {
  if (written === '' || written === 'about:blank' || written.startsWith('#')) return true;
  if (written.length > 10_000 || !URL.canParse(written, base)) return false;
  const {protocol, username, password} = new URL(written, base);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}
