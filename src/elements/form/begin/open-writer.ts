import type {Markup} from '../../../core/page/html.ts';
import {baseStyles, exportedParts, hostStyles} from '../../../core/page/styles.ts';
import {pickStyles} from '../../../core/page/styles-pick.ts';
import {loadingStyles} from './loading.styles.ts';
import type {Placeholder} from './placeholder.ts';

/** A Trusted Types policy. The kit passes it HTML with escaped texts only. */
interface HtmlPolicy {
  createHTML(text: string): string;
}

let policy: HtmlPolicy | undefined;

/** Creates the policy. Throws if the page's Content-Security-Policy does not allow it. */
function openPolicy(): HtmlPolicy {
  const {trustedTypes} = globalThis as {trustedTypes?: {createPolicy(name: string, rules: HtmlPolicy): HtmlPolicy}};
  const rules: HtmlPolicy = {createHTML: text => text};
  return trustedTypes ? trustedTypes.createPolicy('booking-elements', rules) : rules;
}

function sheet(css: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}

/** Styles a placeholder and returns a function that writes into it. Throws if Trusted Types forbid writing HTML. */
export function openWriter({root, box, inner}: Placeholder): (markup: Markup) => void {
  const writer = (policy ??= openPolicy());
  root.adoptedStyleSheets = [sheet(hostStyles)];
  box.setAttribute('exportparts', exportedParts);
  inner.adoptedStyleSheets = [sheet((baseStyles + pickStyles + loadingStyles).replaceAll('&', ':host'))];
  inner.addEventListener('click', press);
  return ({html}) => void (inner.innerHTML = writer.createHTML(html));
}

/** Marks the button that was pressed last; the element presses its own counterpart once it takes over. */
function press({target, currentTarget}: Event): void {
  const button = (target as Element).closest('button');
  if (!button) return;
  for (const other of (currentTarget as ShadowRoot).querySelectorAll('[aria-busy]')) other.removeAttribute('aria-busy');
  button.setAttribute('aria-busy', 'true');
}
