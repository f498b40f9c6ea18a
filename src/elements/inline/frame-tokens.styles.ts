import {css} from 'lit';

/** The tokens the frame's surroundings use, as `tokens.styles.ts` has them; all of them come with a failure. */
export const frameTokens = css`
  :host {
    --_accent: var(--booking-color-accent, light-dark(#1d4ed8, #8ab4ff));
    --_surface: var(--booking-color-surface, light-dark(#fff, #16181d));
    --_text: var(--booking-color-text, light-dark(#14171f, #eceef2));
    --_border: var(--booking-color-border, light-dark(#dcdfe5, #343944));
    --_radius: var(--booking-radius, 0.75em);
    --_radius-s: var(--booking-radius-s, 0.5em);
    --_space: var(--booking-space, 0.25em);

    display: block;
    color: var(--_text);
  }

  :host([hidden]) {
    display: none;
  }
`;
