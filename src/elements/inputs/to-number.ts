/** Reads a numeric attribute. An empty one counts as absent, because templates write it when they have no value. */
export const toNumber = (text: string | null): number | undefined => (text ? Number(text) : undefined);
