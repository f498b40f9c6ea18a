import {directionOf, toLocale} from '../../core/time/locale.ts';
import {loadWords} from '../../core/words/load-words.ts';
import {addWords, translate, wordsListeners, type MessageKey, type MessageValues} from '../../core/words/messages.ts';
import type {Words} from '../../core/words/message.ts';
import {tellMistake} from '../inputs/tell-mistake.ts';
import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** Whether the element's text runs from right to left. */
export function isRtl(element: Element): boolean {
  return getComputedStyle(element).direction === 'rtl';
}

export type Translate = (key: MessageKey, values?: MessageValues) => string;

/** Milliseconds an element waits for its language before it falls back to English. */
const patienceMs = 3000;

type Host = ReactiveControllerHost & HTMLElement & {locale?: string; renderRoot: ParentNode};

/**
 * Translates its host's messages into the host's `locale`, else the nearest `lang` (across shadow roots), else English,
 * and re-renders the host when one of these or the messages change. While messages load, texts are empty at first;
 * later the previous language stays. With a `locale` the text direction is that of the shown language, otherwise the
 * page's.
 */
export class LocaleController implements ReactiveController {
  #host: Host;
  #shown?: string;
  /** The rendered content has its own `lang` and `dir`. */
  #isDirected = false;
  #render = () => this.#host.requestUpdate();
  #observer = new MutationObserver(this.#render);

  /** `words` are the host's English messages. */
  constructor(host: Host, words: Words) {
    this.#host = host;
    addWords(words);
    host.addController(this);
  }

  /** The BCP 47 tag of the shown language: the requested one once its messages are loaded. */
  get locale(): string {
    const own = this.#host.locale;
    const texts = [own];
    for (let at: Element | undefined = this.#host; at; at = (at.getRootNode() as Partial<ShadowRoot>).host)
      texts.push(at.closest<HTMLElement>('[lang]')?.lang);
    const asked = texts.filter(text => text);
    const wanted = asked.map(text => toLocale(text!)).find(tag => tag) ?? 'en';
    if (asked[0] && !toLocale(asked[0])) tellMistake('tellLocale', own && this.#host.localName, asked[0]);
    if (!loadWords(wanted)) this.#shown = wanted;
    return this.#shown ?? wanted;
  }

  /** Translates a message; empty while no language is loaded. */
  readonly t: Translate = (key, values) => (this.locale && this.#shown ? translate(key, values, this.#shown) : '');

  hostConnected(): void {
    wordsListeners.add(this.#render);
    for (let at: Node | null | undefined = this.#host; at; at = at.parentNode ?? (at as ShadowRoot).host) {
      this.#observer.observe(at, {attributeFilter: ['lang', 'dir']});
    }
    setTimeout(() => {
      this.#shown ??= this.locale;
      this.#render();
    }, patienceMs);
  }

  hostUpdated(): void {
    const {locale, renderRoot} = this.#host;
    // An element inside another element of the kit inherits that element's language and direction.
    const isPart = 'renderRoot' in ((this.#host.getRootNode() as Partial<ShadowRoot>).host ?? {});
    const shown = !isPart && locale && toLocale(locale) ? this.locale : '';
    if (!shown && !this.#isDirected) return;
    this.#isDirected = shown !== '';
    const set = (child: Element, name: string, value: string) =>
      value ? child.setAttribute(name, value) : child.removeAttribute(name);
    for (const child of renderRoot.children) {
      set(child, 'lang', shown);
      set(child, 'dir', shown && directionOf(shown));
    }
    // Content that the site slots in keeps the page's direction.
    for (const slot of renderRoot.querySelectorAll('slot')) {
      if (slot.assignedNodes().length) set(slot, 'dir', shown && getComputedStyle(this.#host).direction);
    }
  }

  hostDisconnected(): void {
    wordsListeners.delete(this.#render);
    this.#observer.disconnect();
  }
}
