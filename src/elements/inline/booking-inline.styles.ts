import {css} from 'lit';

/** The booking page, the place kept for it and the error share one box. */
export const styles = css`
  :host {
    min-block-size: 30rem;
    container: booking / inline-size;
  }

  .base {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    min-block-size: inherit;
  }

  .base:focus {
    outline: none;
  }

  .page,
  .skeleton,
  .error {
    grid-area: 1 / 1;
  }

  /* Keeps its size, because Cal.com's page waits for one before it says that it is ready. */
  .page[inert] {
    visibility: hidden;
    max-block-size: 30rem;
    overflow: hidden;
  }

  .skeleton,
  .error {
    display: grid;
    gap: calc(var(--_space) * 6);
    padding: calc(var(--_space) * 6);
    border: var(--_border-width) solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  .skeleton {
    align-content: start;
  }

  .bar,
  .cell {
    border-radius: var(--_radius-s);
    background: color-mix(in oklab, var(--_text) 9%, var(--_surface));
    animation: breathe 1.6s ease-in-out infinite alternate;
  }

  .bar {
    block-size: 0.9rem;
    margin-block-end: calc(var(--_space) * 3);
  }

  .bar:nth-child(1) {
    inline-size: 40%;
  }

  .bar:nth-child(2) {
    inline-size: 80%;
    block-size: 1.4rem;
  }

  .bar:nth-child(3) {
    inline-size: 55%;
  }

  .month {
    display: grid;
    grid-template-columns: repeat(7, 1fr);
    gap: calc(var(--_space) * 1.5);
  }

  .cell {
    block-size: clamp(1.75rem, 8cqi, 3.5rem);
  }

  .error {
    align-content: center;
    justify-items: center;
    gap: calc(var(--_space) * 4);
    text-align: center;
    text-wrap: balance;
  }

  .error[hidden] {
    display: none;
  }

  .error p {
    margin: 0;
    max-inline-size: 32rem;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_space) * 4);
  }

  a,
  ::slotted(a) {
    color: var(--_accent);
  }

  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }

  @container booking (inline-size >= 35rem) {
    .skeleton {
      grid-template-columns: minmax(10rem, 1fr) minmax(0, 2fr);
    }
  }

  @media (forced-colors: active) {
    .bar,
    .cell {
      border: 1px solid GrayText;
    }
  }
`;
