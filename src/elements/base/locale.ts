import {directionOf, toLocale} from '../../core/time/locale.ts';
import {loadWords} from '../../core/words/load-words.ts';
import {addWords, translate, wordsListeners, type MessageKey, type MessageValues} from '../../core/words/messages.ts';
import type {Words} from '../../core/words/message.ts';
import {tellMistake} from '../inputs/tell-mistake.ts';
import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** Whether the text of what is drawn there runs from right to left. */
export function isRtl(element: Element): boolean {
  return getComputedStyle(element).direction === 'rtl';
}

export type Translate = (key: MessageKey, values?: MessageValues) => string;

/** Milliseconds until an element stops to wait for its words and shows the English ones. */
const patienceMs = 3000;

type Host = ReactiveControllerHost & HTMLElement & {locale?: string; renderRoot: ParentNode};

/**
 * Gives its host words in its language: `locale`, else the nearest `lang` through shadow roots, else English. Renders it
 * again when these or the words change. Words on their way leave room: nothing at first, then the former language.
 * With a `locale` the direction is that of the language on show, without it the page's.
 */
export class LocaleController implements ReactiveController {
  #host: Host;
  #shown?: string;
  /** What it draws has a direction of its own. */
  #isDirected = false;
  #render = () => this.#host.requestUpdate();
  #observer = new MutationObserver(this.#render);

  /** `words` are the English ones the host shows. */
  constructor(host: Host, words: Words) {
    this.#host = host;
    addWords(words);
    host.addController(this);
  }

  /** The BCP 47 tag of what is on show: the one asked for as soon as its words are here. */
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

  /** Words in that language. */
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
    // An element within another one's is passed that one's language, and stands in its direction.
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
    // What the page puts into a slot is the page's.
    for (const slot of renderRoot.querySelectorAll('slot')) {
      if (slot.assignedNodes().length) set(slot, 'dir', shown && getComputedStyle(this.#host).direction);
    }
  }

  hostDisconnected(): void {
    wordsListeners.delete(this.#render);
    this.#observer.disconnect();
  }
}
