import {css} from 'lit';

/** The booking page, its placeholder and the error share one box. */
export const styles = css`
  :host {
    min-block-size: max(30rem, 480px);
  }

  .base {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    min-block-size: inherit;
    container: booking / inline-size;
  }

  .base:focus {
    outline: none;
  }

  .base > * {
    grid-area: 1 / 1;
  }

  /* Keeps its size and is drawn: Cal.com's page waits for a size, and up to June 2025 for animation frames, which a
     hidden frame of another site does not get. */
  .page[inert] {
    opacity: 0;
    max-block-size: max(30rem, 480px);
    overflow: hidden;
  }

  .skeleton,
  .error {
    display: grid;
    gap: calc(var(--_space) * 6);
    padding: calc(var(--_space) * 6);
    border: 1px solid var(--_border);
    box-sizing: border-box;
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  .skeleton {
    align-content: start;
  }

  .skeleton p {
    position: absolute;
    clip-path: inset(50%);
  }

  .skeleton i {
    display: block;
    inline-size: 80%;
    block-size: 1em;
    margin-block-end: calc(var(--_space) * 3);
    border-radius: var(--_radius-s);
    background: color-mix(in oklab, var(--_text) 9%, var(--_surface));
  }

  .skeleton i:first-child {
    inline-size: 40%;
  }

  .skeleton .month {
    display: grid;
    grid-template-columns: repeat(7, 1fr);
    gap: calc(var(--_space) * 1.5);
  }

  .skeleton .month i {
    inline-size: auto;
    block-size: clamp(1.75em, 8cqi, 3.5em);
    margin: 0;
  }

  .error {
    place-content: center;
    justify-items: center;
    text-align: center;
    text-wrap: balance;
  }

  .error[hidden] {
    display: none;
  }

  @media (prefers-reduced-motion: no-preference) {
    .skeleton i {
      animation: breathe 1.6s ease-in-out infinite alternate;
    }
  }

  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }

  @container booking (inline-size >= 35em) {
    .skeleton {
      grid-template-columns: minmax(10em, 1fr) minmax(0, 2fr);
    }
  }

  @media (forced-colors: active) {
    .skeleton i {
      border: 1px solid GrayText;
    }
  }
`;
