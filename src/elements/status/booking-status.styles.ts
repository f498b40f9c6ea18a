import {css} from 'lit';

export const styles = css`
  :host {
    container: booking / inline-size;
  }

  .base {
    display: grid;
    gap: calc(var(--_space) * 4);
    padding: calc(var(--_space) * 5);
    border: var(--_border-width) solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    overflow-wrap: anywhere;
  }

  :host([compact]) .base {
    padding: 0;
    border: 0;
    background: none;
  }

  h2,
  p,
  ol {
    margin: 0;
  }

  .title {
    font-size: 1.15em;
    font-weight: var(--_strong);
    line-height: 1.3;
  }

  [data-state='accepted'] .title {
    color: var(--_success);
  }

  [data-state='rejected'] .title,
  [data-state='cancelled'] .title,
  [data-state='error'] .title {
    color: var(--_danger);
  }

  .muted {
    color: var(--_text-muted);
  }

  .when .muted {
    display: block;
  }

  [data-state='rejected'] .when time,
  [data-state='cancelled'] .when time,
  [data-state='rescheduled'] .when time {
    text-decoration: line-through;
  }

  .failure {
    display: grid;
    gap: calc(var(--_space) * 3);
    justify-items: start;
  }

  .steps {
    padding: 0;
    list-style: none;
  }

  .step {
    position: relative;
    display: grid;
    grid-template-columns: 1.5em minmax(0, 1fr);
    column-gap: calc(var(--_space) * 3);
    padding-block-end: calc(var(--_space) * 3);
  }

  .step:last-child {
    padding-block-end: 0;
  }

  /* The line from one step to the next. */
  .step:not(:last-child)::before {
    content: '';
    position: absolute;
    inset-block: 1.6em 0.1em;
    inset-inline-start: calc(0.75em - 1px);
    border-inline-start: 2px solid var(--_border);
  }

  .mark {
    display: grid;
    place-items: center;
    inline-size: 1.5em;
    block-size: 1.5em;
    border: 2px solid var(--_border-strong);
    border-radius: 50%;
    color: var(--_text-muted);
    font-weight: 700;
    line-height: 1;
  }

  .mark::before {
    content: '⋯';
  }

  .skipped .mark::before {
    content: '–';
  }

  .skipped > span {
    color: var(--_text-muted);
  }

  .done .mark::before {
    content: '✓';
  }

  .failed .mark::before {
    content: '✕';
  }

  .done .mark {
    border-color: var(--_success);
    color: var(--_success);
  }

  .failed .mark {
    border-color: var(--_danger);
    color: var(--_danger);
  }

  .detail {
    grid-column: 2;
    font-size: 0.875em;
    color: var(--_text-muted);
  }

  .join {
    display: inline-block;
    padding: calc(var(--_space) * 2.5) calc(var(--_space) * 5);
    border: var(--_border-width) solid var(--_ink);
    border-radius: var(--_radius-s);
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: var(--_strong);
    text-decoration: none;
  }

  .join:hover {
    text-decoration: underline;
  }

  .connection {
    font-size: 0.875em;
    color: var(--_text-muted);
  }

  .connection.lost {
    animation: booking-appear 1ms 1.5s backwards;
  }

  /* A connection that is back within a moment is not worth a word. */
  @keyframes booking-appear {
    from {
      visibility: hidden;
    }
  }

  @media (prefers-reduced-motion: no-preference) {
    .waiting .mark {
      animation: booking-breathe 2.4s ease-in-out infinite alternate;
    }
  }

  @keyframes booking-breathe {
    to {
      border-color: var(--_ink);
      color: var(--_ink);
    }
  }

  @container booking (inline-size < 24em) {
    .base {
      padding: calc(var(--_space) * 3);
    }
  }
`;
