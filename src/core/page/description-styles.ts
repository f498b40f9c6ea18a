import {css} from './css.ts';

/** What a host's text is made of, in the elements and on the pages without a script. */
export const descriptionStyles = css`
.description { overflow-wrap: anywhere; }
.description.plain { white-space: pre-line; }
.description > * + * { margin-block-start: 0.75em; }
.description :is(ul, ol) { padding-inline-start: 1.5em; }
`;
