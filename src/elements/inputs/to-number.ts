/** Reads the attribute of a number: an empty one is none, as templates write it where they have no value. */
export const toNumber = (text: string | null): number | undefined => (text ? Number(text) : undefined);
