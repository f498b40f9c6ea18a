import {css} from 'lit';

export const styles = css`
  /* If the site limits the element's height, the list scrolls and the title stays. */
  :host {
    display: flex;
    flex-direction: column;
  }

  h3 {
    margin: 0 0 calc(var(--_space) * 2);
    font-size: 1em;
    font-weight: var(--_strong);
  }

  .slots {
    --_ring: calc(var(--_focus-width) + var(--_focus-offset));

    min-block-size: 0;
    margin: calc(-1 * var(--_ring));
    padding: var(--_ring);
    overflow-y: auto;
    overscroll-behavior: contain;
  }

  [role='group'] + [role='group'] {
    margin-block-start: calc(var(--_space) * 4);
  }

  .part {
    margin: 0 0 var(--_space);
    color: var(--_text-muted);
    font-size: 0.875em;
  }

  /* One to three columns, depending on the width of the list and its text size. */
  .list {
    --_gap: calc(var(--_space) * 2);

    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(max(min(7em, 100%), (100% - 2 * var(--_gap)) / 3), 1fr));
    gap: var(--_gap);
  }

  button,
  .bar {
    position: relative;
    min-block-size: max(var(--_control), 2.75em);
  }

  button {
    padding-inline: calc(var(--_space) * 2);
    font-variant-numeric: tabular-nums;
    scroll-margin: calc(var(--_space) * 4);
    scroll-margin-block-end: var(--_under, calc(var(--_space) * 4));
  }

  .selected,
  .selected:hover {
    border-color: var(--_ink);
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: var(--_strong);
  }

  .seats {
    display: block;
    color: var(--_text-muted);
    font-size: 0.8125em;
    font-weight: 400;
    line-height: 1.2;
  }

  :is(.selected, :hover) > .seats {
    color: inherit;
  }

  .none {
    margin: 0;
    color: var(--_text-muted);
  }

  .bar {
    border-radius: var(--_radius-s);
    background: var(--_surface-raised);
    animation: pulse 1.6s ease-in-out 150ms infinite alternate;
  }

  @keyframes pulse {
    to {
      opacity: 0.5;
    }
  }

  @media (forced-colors: active) {
    .selected,
    .selected:hover {
      background: Highlight;
      color: HighlightText;
    }
  }

  @media (pointer: coarse) {
    button,
    .bar {
      min-block-size: max(var(--_control), 3em);
    }
  }
`;
