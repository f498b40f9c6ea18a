import type {Markup} from '../../core/page/html.ts';
import {baseStyles, exportedParts, hostStyles} from '../../core/page/styles.ts';
import {pickStyles} from '../../core/page/styles-pick.ts';
import {comingStyles} from './coming.styles.ts';

/** What stands in a form until its element takes its place. */
export interface FirstView {
  /** Shows what is known before there is an answer. */
  coming(markup: Markup): void;
  /** Shows what there is to choose. */
  show(markup: Markup): void;
  /** Goes, and leaves it all to the element. */
  leave(): void;
}

/** Milliseconds after which a form whose code does not come shows the page's own way to book besides. */
const patienceMs = 10_000;

/** Writes HTML whose texts are escaped already. */
interface Writer {
  createHTML(text: string): string;
}

let policy: Writer | undefined;

function sheet(css: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}

/**
 * Makes the room for it: a shadow root within the element's, so that neither's style sheets reach the other's boxes.
 * Undefined where the page lets only others write HTML (Trusted Types).
 */
export function openFirstView(host: HTMLElement): FirstView | undefined {
  policy ??= writer();
  if (!policy) return undefined;
  const write = policy;
  const root = host.attachShadow({mode: 'open', delegatesFocus: true});
  root.adoptedStyleSheets = [sheet(hostStyles)];
  const box = document.createElement('div');
  box.dataset['server'] = 'coming';
  box.setAttribute('exportparts', exportedParts);
  // What the element renders goes before the comment, which stays when the rest is removed.
  root.append(document.createComment(''), box);
  const inner = box.attachShadow({mode: 'open'});
  inner.adoptedStyleSheets = [sheet((baseStyles + pickStyles + comingStyles).replaceAll('&', ':host'))];
  inner.addEventListener('click', press);
  setTimeout(() => {
    const fallback = document.createElement('slot');
    fallback.name = 'fallback';
    box.append(fallback);
  }, patienceMs);
  return {
    coming({html}) {
      inner.innerHTML = write.createHTML(html);
    },
    show({html}) {
      inner.innerHTML = write.createHTML(html);
      box.dataset['server'] = '';
    },
    leave() {
      box.dataset['server'] = '';
      box.remove();
    },
  };
}

function writer(): Writer | undefined {
  try {
    const {trustedTypes} = globalThis as {trustedTypes?: {createPolicy(name: string, rules: Writer): Writer}};
    const rules: Writer = {createHTML: text => text};
    return trustedTypes ? trustedTypes.createPolicy('booking-elements', rules) : rules;
  } catch {
    return undefined;
  }
}

/** What was pressed last is done by the element; until then it looks pressed. */
function press({target, currentTarget}: Event): void {
  const button = (target as Element).closest('button');
  if (!button) return;
  for (const other of (currentTarget as ShadowRoot).querySelectorAll('[aria-busy]')) other.removeAttribute('aria-busy');
  button.setAttribute('aria-busy', 'true');
}
