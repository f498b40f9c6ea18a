/** Marks what follows as CSS, for editors and for what makes it small. */
export const css = String.raw;
