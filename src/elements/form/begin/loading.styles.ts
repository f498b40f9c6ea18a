import {css} from '../../../core/page/css.ts';

/** Styles of what is still loading, and of buttons pressed before the element can handle them. */
export const loadingStyles = css`
.coming .day, .soon, .coming header span { border-radius: var(--_radius-s); background: var(--_surface-raised); }
.soon { min-block-size: max(var(--_control), 2.75em); }
.coming header span { display: block; block-size: 1.5em; inline-size: 50%; }
.coming header span + span { block-size: 1.1em; inline-size: 35%; margin-block-start: calc(var(--_space) * 2); }
button.link { min-block-size: 0; min-inline-size: 0; margin-block: -0.75em; padding: 0.75em 0; border: 0;
  background: none; }
[aria-busy] { background: var(--_accent-soft); border-color: var(--_ink); cursor: progress; }
@media (pointer: coarse) { .soon { min-block-size: max(var(--_control), 3em); } }
`;
