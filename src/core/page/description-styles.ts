import {css} from './css.ts';

/** Styles of a host's text, in the elements and in the form without a script. */
export const descriptionStyles = css`
.description { overflow-wrap: anywhere; }
.description.plain { white-space: pre-line; }
.description > * + * { margin-block-start: 0.75em; }
.description :is(ul, ol) { padding-inline-start: 1.5em; }
`;
