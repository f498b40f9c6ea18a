import type {BookingCloseEvent, CloseReason} from '../events/events-later.ts';
import {makeOwn} from '../base/own.ts';
import type {LitElement} from 'lit';

/** Attributes not copied: those that must be unique, open or hide the popup, or run the site's scripts. */
const own = /^(id|for|slot|open|floating|hidden|data-booking-own|on.*)$/;

/**
 * Opens a popup at the end of the body if its own place is not rendered, e.g. inside a menu that closes on click.
 * Creates
 * a stand-in with the same settings, whose events are dispatched on the popup. Calls `closed` once and then removes the
 * stand-in.
 */
export function openElsewhere<Popup extends LitElement & {show(): void}>(
  popup: Popup,
  closed: (reason: CloseReason) => void,
): Popup {
  const standIn = makeOwn(document.createElement(popup.localName) as Popup);
  for (const {name, value} of popup.attributes) if (!own.test(name)) standIn.setAttribute(name, value);
  const {elementProperties} = popup.constructor as typeof LitElement;
  for (const name of elementProperties.keys() as Iterable<string & keyof Popup>) {
    if (!own.test(name)) Object.assign(standIn, {[name]: popup[name]});
  }
  const fallback = [...popup.childNodes].filter(node => !(node as Partial<Element>).slot);
  standIn.append(...fallback.map(node => node.cloneNode(true)));
  Object.assign(standIn, {isStandIn: true});
  standIn.dispatchEvent = event => {
    if (event.type === 'booking-open') return true;
    if (event.type !== 'booking-close') return popup.dispatchEvent(event);
    closed((event as BookingCloseEvent).reason);
    queueMicrotask(() => standIn.remove());
    return true;
  };
  document.body.append(standIn);
  standIn.show();
  return standIn;
}
