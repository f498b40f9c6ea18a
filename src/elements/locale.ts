import {localeTag} from '../core/locale.ts';
import {addWords, onLocale, translate, type Message, type MessageKey, type MessageValues} from '../core/messages.ts';
import type {ReactiveController, ReactiveControllerHost} from 'lit';

function parentOf(node: Node): Node | null {
  return node.parentNode instanceof ShadowRoot ? node.parentNode.host : (node.parentNode ?? (node as ShadowRoot).host ?? null);
}

/** The language an element is read in: the nearest `lang` above it, through shadow roots; English without one. */
export function languageOf(element: Element): string {
  for (let node: Node | null = element; node; node = parentOf(node)) {
    const lang = node instanceof Element ? node.getAttribute('lang') : null;
    if (lang) return lang;
  }
  return 'en';
}

/** Whether the element's text runs from right to left. */
export function isRtl(element: Element): boolean {
  return getComputedStyle(element).direction === 'rtl';
}

export type Translate = (key: MessageKey, values?: MessageValues) => string;

const followers = new Set<ReactiveControllerHost>();
const renderAll = () => followers.forEach(host => host.requestUpdate());
let observer: MutationObserver | undefined;

/** Renders its host again when the page changes its `lang` or `dir`; `locale` wins over the page's language. */
export class LocaleController implements ReactiveController {
  #host: ReactiveControllerHost & Element & {locale?: string};

  /** `words` are the English ones the host shows. */
  constructor(host: ReactiveControllerHost & Element & {locale?: string}, words: Record<string, Message>) {
    this.#host = host;
    addWords(words);
    host.addController(this);
  }

  /** A usable BCP 47 tag. */
  get locale(): string {
    return localeTag(this.#host.locale || languageOf(this.#host));
  }

  /** Words in that language. */
  readonly t: Translate = (key, values) => translate(key, values, this.locale);

  hostConnected(): void {
    followers.add(this.#host);
    if (!observer) onLocale(renderAll);
    observer ??= new MutationObserver(renderAll);
    if (followers.size === 1) observer.observe(document.documentElement, {attributeFilter: ['lang', 'dir']});
  }

  hostDisconnected(): void {
    followers.delete(this.#host);
    if (followers.size === 0) observer?.disconnect();
  }
}
