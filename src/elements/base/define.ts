/** Defines a tag unless it is defined already, e.g. by another copy of the script. */
export function define(tag: string, element: CustomElementConstructor): void {
  if (!customElements.get(tag)) customElements.define(tag, element);
}
