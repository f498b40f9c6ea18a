import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {tellMistake} from '../inputs/tell-mistake.ts';

/** An element that other elements can open. */
export interface OpenerHost extends ReactiveControllerHost, HTMLElement {
  /** Id of an element that opens this one, anywhere on the page. */
  for?: string;
}

/** What an opener calls. */
export interface Openable {
  open(): void;
  /** Called when the visitor is likely to open it soon. */
  prefetch(): void;
}

/** Events that suggest a click will follow. */
const signs = ['pointerover', 'focusin', 'touchstart'];

/** Whether a click is the second of a double click, whose first one opened the dialog. */
export function isSecondClick(detail: number): boolean {
  return detail > 1;
}

/** Whether a click should open the popup, and not e.g. open a link in a new tab. */
export function isPlainClick(event: MouseEvent): boolean {
  return (
    event.button === 0 &&
    !event.defaultPrevented &&
    !event.metaKey &&
    !event.ctrlKey &&
    !event.shiftKey &&
    !event.altKey
  );
}

/** Opens its host when the element named by `for` is clicked, even if that is added or moved later. */
export class OpenerController implements ReactiveController {
  #host: OpenerHost;
  #target: Openable;
  #end: AbortController | undefined;
  #watched: string | undefined;

  constructor(host: OpenerHost, target: Openable) {
    this.#host = host;
    this.#target = target;
    host.addController(this);
  }

  hostConnected(): void {
    const {signal} = (this.#end = new AbortController());
    for (const root of new Set([this.#host.getRootNode(), document])) {
      root.addEventListener('click', this.#onClick, {signal});
      for (const sign of signs) root.addEventListener(sign, this.#onSign, {signal, passive: true});
    }
  }

  hostDisconnected(): void {
    this.#end?.abort();
  }

  hostUpdated(): void {
    const id = this.#host.isConnected && this.#host.for;
    if (id && id !== this.#watched) tellMistake('watchTarget', this.#host);
    this.#watched = id || undefined;
    const opener = id && (this.#host.getRootNode() as Document | ShadowRoot).getElementById(id);
    if (opener && !opener.hasAttribute('aria-haspopup')) opener.setAttribute('aria-haspopup', 'dialog');
  }

  #isOpener(event: Event): boolean {
    const id = this.#host.for;
    return Boolean(id) && event.composedPath().some(node => node instanceof Element && node.id === id);
  }

  #onClick = (event: Event): void => {
    if (!this.#isOpener(event) || !isPlainClick(event as MouseEvent)) return;
    event.preventDefault();
    this.#target.open();
  };

  #onSign = (event: Event): void => {
    if (this.#isOpener(event)) this.#target.prefetch();
  };
}
