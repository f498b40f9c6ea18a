/** Marks a template as CSS, for editors and for the minifier. */
export const css = String.raw;
