import {toLocale} from '../../core/time/locale.ts';
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

/** Milliseconds until an element stops to wait for its words and shows the English ones. */
const patienceMs = 3000;

/**
 * Gives its host words in its language: `locale`, else the nearest `lang` through shadow roots, else English. Renders it
 * again when these or the words change. Words on their way leave room: nothing at first, then the former language.
 */
export class LocaleController implements ReactiveController {
  #host: ReactiveControllerHost & Element & {locale?: string};
  #shown?: string;
  #render = () => this.#host.requestUpdate();
  #observer = new MutationObserver(this.#render);

  /** `words` are the English ones the host shows. */
  constructor(host: ReactiveControllerHost & Element & {locale?: string}, words: Words) {
    this.#host = host;
    addWords(words);
    host.addController(this);
  }

  /** The BCP 47 tag of what is on show: the one asked for as soon as its words are here. */
  get locale(): string {
    const own = this.#host.locale;
    const texts = [own];
    for (let at: Element | undefined = this.#host; at; at = (at.getRootNode() as Partial<ShadowRoot>).host) texts.push(at.closest<HTMLElement>('[lang]')?.lang);
    const asked = texts.filter(text => text);
    const wanted = asked.map(text => toLocale(text!)).find(tag => tag) ?? 'en';
    if (asked[0] && !toLocale(asked[0])) tellMistake('tellLocale', own && this.#host.localName, asked[0]);
    if (!loadWords(wanted)) this.#shown = wanted;
    return this.#shown ?? wanted;
  }

  /** Words in that language. */
  readonly t: Translate = (key, values) => (this.locale && this.#shown ? translate(key, values, this.#shown) : '');

  hostConnected(): void {
    wordsListeners.add(this.#render);
    for (let at: Node | null | undefined = this.#host; at; at = at.parentNode ?? (at as ShadowRoot).host) {
      this.#observer.observe(at, {attributeFilter: ['lang']});
    }
    setTimeout(() => {
      this.#shown ??= this.locale;
      this.#render();
    }, patienceMs);
  }

  hostDisconnected(): void {
    wordsListeners.delete(this.#render);
    this.#observer.disconnect();
  }
}
