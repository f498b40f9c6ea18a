/** Attribute spellings from Cal.com's guides: HTML lower-cases `calLink` to `callink`. */
export const spellings: Readonly<Record<string, string>> = {
  callink: 'cal-link',
  timezone: 'time-zone',
  hideeventtypedetails: 'hide-event-type-details',
};

/** Reads the settings of an element whose code has not loaded yet, from its attributes. */
export interface EarlySettings<Property extends string> {
  /** The attribute of a property, in each spelling that the element knows. */
  read(property: Property): string | undefined;
  has(property: Property): boolean;
}

/**
 * The settings of an element, if its attributes decide these properties: undefined once a script has set one of them,
 * which the element will prefer.
 */
export function earlySettings<Property extends string>(
  host: Element,
  properties: readonly Property[],
): EarlySettings<Property> | undefined {
  if (properties.some(name => Object.hasOwn(host, name))) return undefined;
  const read = (property: Property) => {
    const spelling = property.toLowerCase();
    const attribute = property.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
    const other = Object.hasOwn(spellings, spelling) ? host.getAttribute(spelling) : null;
    return host.getAttribute(attribute) ?? other ?? undefined;
  };
  return {read, has: property => read(property) !== undefined};
}
