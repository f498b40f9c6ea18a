import type {BookingCloseEvent, CloseReason} from '../events/events-later.ts';
import {makeOwn} from '../base/own.ts';
import type {LitElement} from 'lit';

/** What the stand-in must not have twice, what opens it, and what hides it or runs the site's scripts again. */
const own = /^(id|for|slot|open|floating|hidden|data-booking-own|on.*)$/;

/**
 * Opens a popup at the end of the body when its own place is not rendered, such as a menu that closes when its item is
 * clicked. It makes a stand-in with the same settings, which dispatches its events on the popup. `closed` is called
 * once, and then the stand-in is removed.
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
