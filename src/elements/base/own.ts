// Of the registry, because two copies of the kit may share a page. A copy of an element has its attributes, but not this.
const key = Symbol.for('booking-own');

/** Marks what the kit puts into a page by itself. */
export function makeOwn<T extends Element>(element: T): T {
  element.setAttribute('data-booking-own', '');
  return Object.assign(element, {[key]: true});
}

/**
 * Whether an element is a copy of one of these, as Turbo keeps pages and htmx swaps them: nothing stands behind it, and
 * what needs one makes its own.
 */
export const isCopy = (element: Element): boolean =>
  element.hasAttribute('data-booking-own') && !Object.hasOwn(element, key);

/** Takes away what an element that is itself a copy was copied with. */
export function clearCopies(host: Element): void {
  for (const child of [...host.children]) if (isCopy(child)) child.remove();
}
