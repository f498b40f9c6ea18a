import {resolveLink} from '../../embed/link.ts';
import {mayLoadScript} from '../../embed/embed-js/script-bases.ts';
import {makeOwn} from '../base/own.ts';
import type {BookingPopup} from '../popup/booking-popup.ts';
import {isPlainClick} from '../popup/opener-controller.ts';
import {settingsOf} from './settings.ts';

const linkName = 'data-cal-link';
const popups = new Map<string, BookingPopup>();

/** A namespace the page itself opened with Cal.com's snippet answers its own buttons. */
function isOfPage(element: Element): boolean {
  const namespace = element.getAttribute('data-cal-namespace');
  return Boolean(namespace && window.Cal?.ns && Object.hasOwn(window.Cal.ns, namespace));
}

/** The guides' button an event happened in, through icons and open shadow trees; embed.js's own is none. */
function buttonOf(event: Event): Element | undefined {
  return event
    .composedPath()
    .find(
      (node): node is Element =>
        node instanceof Element &&
        node.hasAttribute(linkName) &&
        node.localName !== 'cal-floating-button' &&
        !isOfPage(node),
    );
}

/** One popup for all buttons that ask for the same page. */
function popupOf(button: Element): BookingPopup {
  const link = button.getAttribute(linkName)!;
  const {attributes, config} = settingsOf(button);
  const key = JSON.stringify([
    link,
    attributes.get('origin'),
    attributes.get('proxy'),
    attributes.get('transport'),
    config,
  ]);
  let popup = popups.get(key);
  if (!popup?.isConnected) {
    popup = makeOwn(document.createElement('booking-popup'));
    popup.calLink = link;
    popup.config = config;
    for (const name of ['origin', 'proxy', 'transport'])
      if (attributes.has(name)) popup.setAttribute(name, attributes.get(name)!);
    popups.set(key, popup);
    document.body.append(popup);
  }
  return popup;
}

/** embed.js, where it runs, looks for the attribute at the document, right after this. */
function hideFromEmbedJs(button: Element): void {
  const link = button.getAttribute(linkName)!;
  button.removeAttribute(linkName);
  setTimeout(() => button.setAttribute(linkName, link));
}

function onClick(event: MouseEvent): void {
  const button = buttonOf(event);
  if (!button || !isPlainClick(event)) return;
  event.preventDefault();
  popupOf(button).show();
  hideFromEmbedJs(button);
}

function onSign(event: Event): void {
  const button = buttonOf(event);
  if (!button) return;
  const popup = popupOf(button);
  // A page of another host is asked for by a click alone: what stands in a comment may name any.
  if (mayLoadScript(resolveLink(popup.calLink, popup.origin)?.base ?? '')) popup.prefetch();
}

/** Makes every `[data-cal-link]` open a popup, whenever it comes. */
export function adoptButtons(): void {
  const root = document.documentElement;
  root.addEventListener('click', onClick);
  for (const sign of ['pointerover', 'focusin', 'touchstart']) root.addEventListener(sign, onSign, {passive: true});
}
