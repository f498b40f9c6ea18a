import {attributes, html, trusted, type Markup, type Part} from '../../core/page/html.ts';
import {opsScript, opsStyles} from './styles.ts';

/** Where the operator's pages are, e.g. `/ops` or `/booking/ops`. */
export type Base = string;

interface Page {
  base: Base;
  title: string;
  /** The link of the navigation that is marked. */
  place?: 'overview' | 'runs';
  content: Part;
}

function link({base, place}: Page, name: NonNullable<Page['place']>, path: string, text: string): Markup {
  return html`<a${attributes({href: base + path, 'aria-current': name === place && 'page'})}>${text}</a>`;
}

/** A document with the operator's styles. */
export function renderDocument(title: string, body: Part): string {
  return `<!doctype html>\n${
    html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · booking-proxy</title>
<link rel="icon" href="data:,">
<style>${trusted(opsStyles)}</style>
</head>
<body>
${body}
</body>
</html>
`.html
  }`;
}

/** A page of the operator, as a document. */
export function renderShell(page: Page): string {
  const {base, title, content} = page;
  return renderDocument(
    title,
    html`<header>
<a class="brand" href="${base}">booking-proxy</a>
<nav aria-label="Pages">${link(page, 'overview', '', 'Overview')}${link(page, 'runs', '/runs', 'Runs')}</nav>
<form method="post" action="${base}/sign-out"><button>Sign out</button></form>
</header>
<main>
<h1>${title}</h1>
${content}
</main>
<script type="module">${trusted(opsScript)}</script>`,
  );
}

/** The form that asks for the admin token. */
export function renderSignIn(base: Base, isWrong: boolean): string {
  return renderDocument(
    'Sign in',
    html`<main>
<h1>Sign in</h1>
<section>
<form class="filter" method="post" action="${base}/sign-in">
${isWrong && html`<p role="alert" class="failed">This is not the admin token (BOOKING_ADMIN_TOKEN).</p>`}
<label>Admin token
<input type="password" name="token" required autocomplete="current-password" autofocus></label>
<button class="primary">Sign in</button>
</form>
</section>
</main>`,
  );
}

/** A moment, in UTC. */
export function renderTime(ms: number): Markup {
  const iso = new Date(ms).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')}</time>`;
}

/** A duration, in words: `3 min`. */
export function formatAge(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
