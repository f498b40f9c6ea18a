import type {Markup} from '../../../core/page/html.ts';
import {baseStyles, exportedParts, hostStyles} from '../../../core/page/styles.ts';
import {pickStyles} from '../../../core/page/styles-pick.ts';
import {comingStyles} from './coming.styles.ts';
import type {Room} from './placeholder.ts';

/** Writes HTML whose texts are escaped already. */
interface Writer {
  createHTML(text: string): string;
}

let policy: Writer | undefined;

/** Throws where the page lets only others write HTML. */
function openPolicy(): Writer {
  const {trustedTypes} = globalThis as {trustedTypes?: {createPolicy(name: string, rules: Writer): Writer}};
  const rules: Writer = {createHTML: text => text};
  return trustedTypes ? trustedTypes.createPolicy('booking-elements', rules) : rules;
}

function sheet(css: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}

/** Gives a room its style sheets; returns what writes into it. Throws where Trusted Types do not allow that. */
export function furnish({root, box, inner}: Room): (markup: Markup) => void {
  const writer = (policy ??= openPolicy());
  root.adoptedStyleSheets = [sheet(hostStyles)];
  box.setAttribute('exportparts', exportedParts);
  inner.adoptedStyleSheets = [sheet((baseStyles + pickStyles + comingStyles).replaceAll('&', ':host'))];
  inner.addEventListener('click', press);
  return ({html}) => void (inner.innerHTML = writer.createHTML(html));
}

/** What was pressed last is done by the element; until then it looks pressed. */
function press({target, currentTarget}: Event): void {
  const button = (target as Element).closest('button');
  if (!button) return;
  for (const other of (currentTarget as ShadowRoot).querySelectorAll('[aria-busy]')) other.removeAttribute('aria-busy');
  button.setAttribute('aria-busy', 'true');
}
