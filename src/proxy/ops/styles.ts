import {createHash} from 'node:crypto';

export const opsStyles = `
:root { color-scheme: light dark; --ink: light-dark(#15181b, #eceff1); --muted: light-dark(#555d66, #a5adb5);
  --ground: light-dark(#f4f5f6, #101214); --surface: light-dark(#fff, #191c1f); --line: light-dark(#d9dde1, #33393f);
  --accent: light-dark(#0b5c51, #6fd3bf); --on-accent: light-dark(#fff, #10231f);
  --bad: light-dark(#a5160d, #ffb4ab); --good: light-dark(#146c2e, #7fd99a); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
header, main { max-inline-size: 76rem; margin-inline: auto; padding: 1rem; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1.25rem; }
header form { margin-inline-start: auto; }
.brand { font-weight: 700; }
a { color: var(--accent); }
nav { display: flex; gap: 1.25rem; }
nav a, .brand { display: inline-flex; align-items: center; min-block-size: 2.75rem; color: inherit; text-decoration: none; }
nav a[aria-current] { box-shadow: inset 0 -2px var(--accent); }
h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 0 0 0.75rem; font-size: 1.125rem; }
section { margin-block-end: 1rem; padding: 1rem; border: 1px solid var(--line); border-radius: 0.75rem;
  background: var(--surface); }
section > :last-child, section > .filter:last-child { margin-block-end: 0; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(10rem, 1fr)); gap: 0.75rem; margin: 0; }
.facts dt { color: var(--muted); font-size: 0.875rem; }
.facts dd { margin: 0; font-size: 1.375rem; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.facts.small dd { font-size: 1rem; }
table { inline-size: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th { color: var(--muted); font-size: 0.875rem; font-weight: 400; text-align: start; }
th, td { padding: 0.5rem 0.75rem 0.5rem 0; border-block-end: 1px solid var(--line); vertical-align: top;
  overflow-wrap: anywhere; }
tr:last-child td { border: 0; }
.muted { color: var(--muted); }
.state { font-weight: 600; white-space: nowrap; }
.failed { color: var(--bad); }
.done { color: var(--good); }
.filter, .actions { display: flex; flex-wrap: wrap; align-items: end; gap: 0.75rem; margin-block-end: 1rem; }
.actions { margin-block: 1rem 0; align-items: center; }
label { display: grid; gap: 0.25rem; font-size: 0.875rem; }
label.check { display: inline-flex; align-items: center; gap: 0.5rem; min-block-size: 2.75rem; font-size: 1rem; }
input, select, button, .button { min-block-size: 2.75rem; padding: 0.25rem 0.75rem; border: 1px solid var(--muted);
  border-radius: 0.5rem; background: var(--surface); color: inherit; font: inherit; }
input[type=checkbox] { min-block-size: 0; inline-size: 1.25rem; block-size: 1.25rem; accent-color: var(--accent); }
td label.check { min-inline-size: 2.75rem; margin-block: -0.6rem; }
.filter a, .actions a { display: inline-flex; align-items: center; min-block-size: 2.75rem; }
button { cursor: pointer; }
button.primary { border-color: transparent; background: var(--accent); color: var(--on-accent); font-weight: 600; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
ol.story { margin: 0; padding: 0; list-style: none; }
ol.story li { display: grid; grid-template-columns: minmax(9rem, 12rem) 1fr; gap: 0 1rem; padding-block: 0.5rem;
  border-block-end: 1px solid var(--line); overflow-wrap: anywhere; }
ol.story li:last-child { border: 0; }
progress { inline-size: 100%; accent-color: var(--accent); }
.why { font-size: 1.125rem; }
.notice { border-color: var(--accent); }
.visually-hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
@media (width < 45em) {
  table, tbody, tr, td { display: block; }
  thead { display: none; }
  tr { padding-block: 0.75rem; border-block-end: 1px solid var(--line); }
  tr:last-child { border: 0; }
  td { display: flex; gap: 0.75rem; padding: 0.125rem 0; border: 0; }
  td[data-label]::before { content: attr(data-label); flex: 0 0 6.5rem; color: var(--muted); font-size: 0.875rem; }
  ol.story li { grid-template-columns: 1fr; }
}
`;

/** Looks for changes every few seconds while the page is in sight, and leaves alone what the operator is using. */
export const opsScript = `
const page = document;
const parse = text => new DOMParser().parseFromString(text, 'text/html');
async function refresh() {
  if (page.hidden) return;
  const response = await fetch(location.href, {headers: {accept: 'text/html'}});
  if (!response.ok || response.redirected) return;
  const fresh = parse(await response.text());
  for (const part of page.querySelectorAll('[data-live]')) {
    const other = fresh.querySelector('[data-live="' + part.dataset.live + '"]');
    const isUsed = part.contains(page.activeElement) || part.querySelector(':checked');
    if (other && !isUsed && other.innerHTML !== part.innerHTML) part.innerHTML = other.innerHTML;
  }
}
setInterval(() => refresh().catch(() => {}), 3000);
`;

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Allows the page's own style sheet and script, forms to itself, and nothing else. */
export const opsPolicy =
  `default-src 'none'; style-src ${hashOf(opsStyles)}; script-src ${hashOf(opsScript)}; connect-src 'self'; ` +
  `form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
