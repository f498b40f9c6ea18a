import {resolveLink} from '../../embed/link.ts';
import {mayLoadScript} from '../../embed/embed-js/script-bases.ts';
import {makeOwn} from '../base/own.ts';
import type {BookingPopup} from '../popup/booking-popup.ts';
import {isPlainClick} from '../popup/opener-controller.ts';
import {settingsOf} from './settings.ts';

const linkName = 'data-cal-link';
const popups = new Map<string, BookingPopup>();

/**
 * Whether the button belongs to a namespace that the site opened with Cal.com's snippet, which handles its own buttons.
 */
function isOfPage(element: Element): boolean {
  const namespace = element.getAttribute('data-cal-namespace');
  return Boolean(namespace && window.Cal?.ns && Object.hasOwn(window.Cal.ns, namespace));
}

/** The button of Cal.com's guides that contains the event's target, if any; not one that embed.js made. */
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

/** The popup of a button; buttons with the same settings share one. */
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

/** Removes the attribute for a moment: embed.js, if loaded, checks it next, in its listener on the document. */
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
  // Booking pages on other hosts load on click only: markup in user content may name any host.
  if (mayLoadScript(resolveLink(popup.calLink, popup.origin)?.base ?? '')) popup.prefetch();
}

/** Makes every `[data-cal-link]` open a popup, including those added later. */
export function adoptButtons(): void {
  const root = document.documentElement;
  root.addEventListener('click', onClick);
  for (const sign of ['pointerover', 'focusin', 'touchstart']) root.addEventListener(sign, onSign, {passive: true});
}
