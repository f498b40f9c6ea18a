// A registered symbol, because a page may load two copies of the kit. Cloned elements keep attributes, but not this
// key.
const key = Symbol.for('booking-own');

/** Marks an element that the kit adds to the page. */
export function makeOwn<T extends Element>(element: T): T {
  element.setAttribute('data-booking-own', '');
  return Object.assign(element, {[key]: true});
}

/**
 * Whether an element is a clone of a marked element, as made by Turbo's page cache or htmx swaps. A clone has no code
 * behind it and has to be replaced.
 */
export const isCopy = (element: Element): boolean =>
  element.hasAttribute('data-booking-own') && !Object.hasOwn(element, key);

/** Removes cloned children of the kit from an element that may itself be a clone. */
export function clearCopies(host: Element): void {
  for (const child of [...host.children]) if (isCopy(child)) child.remove();
}
